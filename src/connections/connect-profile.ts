import type { NetworkSettings } from '../network/network-settings.ts';
import { plainHost } from '../shared/document/read-connection.ts';
import { databricksCliTokens } from './databricks-cli.ts';
import { type ConnectionSurroundings, missing, type OpenConnection, warehousePath } from './open-connection.ts';
import { signInOf } from './profile-sign-in.ts';
import { findProfile, type Profile, type ProfilePlace, parseProfiles, profileFilePath } from './profiles.ts';
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
  const { profile, host } = await readProfile(choice.name, surroundings);
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

async function readProfile(
  name: string,
  place: ProfilePlace,
): Promise<{ readonly profile: Profile; readonly host: string }> {
  const path = profileFilePath(place);
  const profile = findProfile(parseProfiles(path, await readText(path, 'The profiles are kept in a file that')), name);
  return { profile, host: plainHost(profile.host ?? missing(`The profile ${name} in ${path} has no host.`)) };
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
      return profileToken(name, token, surroundings);
    case 'servicePrincipal':
      return servicePrincipalTokens(surroundings, { clientId, clientSecret });
    case 'databricksCli': {
      const { databricks_cli_path: program } = profile;
      const { programEnv: env = surroundings.env, now, signal } = surroundings;
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

/** One that is turned down may have been replaced in the file. */
function profileToken(name: string, first: string, surroundings: SignInSurroundings): TokenSource {
  let token = first;
  return async ({ refresh }) => {
    if (!refresh) return token;
    const { profile, host } = await readProfile(name, surroundings);
    if (host === surroundings.host && profile.token) token = profile.token;
    return token;
  };
}
