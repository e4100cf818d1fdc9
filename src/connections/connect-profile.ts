import type { NetworkSettings } from '../network/network-settings.ts';
import { plainHost } from '../shared/document/read-connection.ts';
import { databricksCliTokens } from './databricks-cli.ts';
import { type ConnectionSurroundings, missing, type OpenConnection, warehousePath } from './open-connection.ts';
import { personalToken } from './personal-token.ts';
import { signInOf } from './profile-sign-in.ts';
import { findProfile, type Profile, parseProfiles, profileFilePath } from './profiles.ts';
import { readNetwork } from './read-network.ts';
import { readText } from './read-text.ts';
import { servicePrincipalTokens } from './service-principal.ts';
import type { TokenSource } from './token-source.ts';

export interface ProfileChoice {
  readonly name: string;
  /** In place of the profile's own. */
  readonly httpPath?: string | undefined;
  readonly caFile?: string | undefined;
}

/**
 * A profile of the Databricks configuration file, ready to use.
 * @throws ReplicatorError `usage.invalid` where file, profile or host are missing, or its kind of sign-in is not known here
 */
export async function connectProfile(
  choice: ProfileChoice,
  surroundings: ConnectionSurroundings,
): Promise<OpenConnection> {
  const { env, documentFolder: folder, authorities } = surroundings;
  const path = profileFilePath(surroundings);
  const file = parseProfiles(path, await readText(path, 'The profiles are kept in a file that'));
  const profile = findProfile(file, choice.name);
  const host = plainHost(profile.host ?? missing(`The profile ${choice.name} in ${path} has no host.`));
  const httpPath = choice.httpPath ?? pathOf(profile, env);
  const network = await readNetwork({ env, caFile: choice.caFile, folder, authorities });
  const closed = new AbortController();
  return {
    host,
    ...(httpPath === undefined ? {} : { httpPath }),
    network,
    getToken: tokensOf(choice.name, profile, { ...surroundings, host, network, signal: closed.signal }),
    close: () => closed.abort(),
  };
}

export function pathOf(profile: Profile, env: NodeJS.ProcessEnv): string | undefined {
  return (
    profile.http_path ?? warehousePath(profile.warehouse_id ?? env.DATABRICKS_WAREHOUSE_ID) ?? env.DATABRICKS_HTTP_PATH
  );
}

interface SignInSurroundings extends ConnectionSurroundings {
  readonly host: string;
  readonly network: NetworkSettings;
  readonly signal: AbortSignal;
}

function tokensOf(name: string, profile: Profile, surroundings: SignInSurroundings): TokenSource {
  const { token = '', client_id: clientId = '', client_secret: clientSecret = '' } = profile;
  switch (signInOf(profile)) {
    case 'token':
      return personalToken(token);
    case 'servicePrincipal':
      return servicePrincipalTokens(surroundings, { clientId, clientSecret });
    case 'databricksCli': {
      const { databricks_cli_path: program } = profile;
      const { env, now, signal } = surroundings;
      return databricksCliTokens({ ...(program ? { program } : {}), login: { profile: name }, env, now, signal });
    }
    case 'unknown': {
      const { auth_type: type } = profile;
      const why =
        type === undefined ? 'has neither token nor client_id and client_secret' : `asks for auth_type ${type}`;
      return missing(
        `The profile ${name} ${why}; what works here is token, client_id with client_secret, and auth_type databricks-cli.`,
      );
    }
  }
}
