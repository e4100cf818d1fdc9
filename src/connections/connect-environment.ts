import { plainHost } from '../shared/document/read-connection.ts';
import { hostOf, pathOf } from './environment-names.ts';
import { type ConnectionSurroundings, missing, type OpenConnection } from './open-connection.ts';
import { personalToken } from './personal-token.ts';
import { readNetwork } from './read-network.ts';
import { servicePrincipalTokens } from './service-principal.ts';

/** What the environment offers, as it may be shown; never holds a secret. */
export interface ListedEnvironment {
  readonly host: string;
  readonly signIn: 'token' | 'servicePrincipal';
  readonly httpPath?: string;
}

/** Undefined where the variables name no workspace, or no way to sign in there. */
export function listEnvironment(env: NodeJS.ProcessEnv): ListedEnvironment | undefined {
  const host = hostOf(env);
  const signIn = tokenOf(env) ? 'token' : principalOf(env) ? 'servicePrincipal' : undefined;
  if (!host || signIn === undefined) return undefined;
  const httpPath = pathOf(env);
  return { host: plainHost(host), signIn, ...(httpPath === undefined ? {} : { httpPath }) };
}

/**
 * The workspace that environment variables name: DATABRICKS_HOST with DATABRICKS_TOKEN, or with DATABRICKS_CLIENT_ID and
 * DATABRICKS_CLIENT_SECRET; and their older forms.
 * @throws ReplicatorError `usage.invalid`, naming the variable that is missing
 */
export async function connectEnvironment(
  caFile: string | undefined,
  { env, documentFolder: folder, now, authorities }: ConnectionSurroundings,
): Promise<OpenConnection> {
  const unset = (name: string, other: string): never =>
    missing(`The environment variable ${name} is not set (nor is ${other}); this form of connection needs it.`);
  const host = plainHost(hostOf(env) || unset('DATABRICKS_SERVER_HOSTNAME', 'DATABRICKS_HOST'));
  const network = await readNetwork({ env, caFile, folder, authorities });
  const httpPath = pathOf(env);
  const closed = new AbortController();
  const token = tokenOf(env);
  const principal = principalOf(env);
  const getToken = token
    ? personalToken(token)
    : principal
      ? servicePrincipalTokens({ host, network, now, signal: closed.signal }, principal)
      : unset('DATABRICKS_ACCESS_TOKEN', 'DATABRICKS_TOKEN');
  return { host, ...(httpPath === undefined ? {} : { httpPath }), network, getToken, close: () => closed.abort() };
}

function tokenOf(env: NodeJS.ProcessEnv): string | undefined {
  return env.DATABRICKS_ACCESS_TOKEN || env.DATABRICKS_TOKEN;
}

function principalOf(env: NodeJS.ProcessEnv): { readonly clientId: string; readonly clientSecret: string } | undefined {
  const { DATABRICKS_CLIENT_ID: clientId, DATABRICKS_CLIENT_SECRET: clientSecret } = env;
  return clientId && clientSecret ? { clientId, clientSecret } : undefined;
}
