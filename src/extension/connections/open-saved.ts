import { type BrowserSession, createBrowserSession } from '../../connections/browser-session.ts';
import { connectEnvironment } from '../../connections/connect-environment.ts';
import { connectProfile } from '../../connections/connect-profile.ts';
import { databricksCliTokens } from '../../connections/databricks-cli.ts';
import type { OpenConnection } from '../../connections/open-connection.ts';
import { readNetwork } from '../../connections/read-network.ts';
import { servicePrincipalTokens } from '../../connections/service-principal.ts';
import type { TokenSource } from '../../connections/token-source.ts';
import type { NetworkSettings } from '../../network/network-settings.ts';
import { ReplicatorError } from '../../shared/errors.ts';
import type { ConnectionAddress } from '../../shared/protocol/connection-address.ts';
import type { CredentialKind, CredentialVault } from './credential-vault.ts';
import { withoutSecrets } from './environment-without-secrets.ts';
import type { SampleServer } from './sample-server.ts';
import type { HostConnection, SavedConnection } from './saved-connection.ts';

export interface OpenedConnection extends Omit<ConnectionAddress, 'id'> {
  readonly getToken: TokenSource;
  /** Where a person signs in with the browser. */
  readonly session?: BrowserSession;
  close(): void;
}

export interface SavedSurroundings {
  readonly vault: CredentialVault;
  readonly sample: SampleServer;
  /** With the proxy of the editor's settings, where one is set. */
  readonly env: NodeJS.ProcessEnv;
  /** PEM of what the system trusts besides. */
  readonly authorities: string | undefined;
  readonly homeFolder: string;
  readonly now: () => number;
}

/** From what is kept of a connection to something that can be talked to. @throws ReplicatorError `usage.invalid`, `auth.*` */
export async function openSaved(
  connection: SavedConnection,
  surroundings: SavedSurroundings,
): Promise<OpenedConnection> {
  const documentFolder = surroundings.homeFolder;
  switch (connection.kind) {
    case 'sample': {
      const { host, httpPath, token, caCertificate } = await surroundings.sample.running();
      const label = 'the sample warehouse';
      const path = connection.httpPath ?? httpPath;
      return {
        label,
        host,
        httpPath: path,
        network: { caCertificate },
        getToken: async () => token,
        close: () => undefined,
      };
    }
    case 'profile': {
      const { profile: name, httpPath, caFile } = connection;
      const programEnv = withoutSecrets(surroundings.env);
      return finish(await connectProfile({ name, httpPath, caFile }, { ...surroundings, programEnv, documentFolder }));
    }
    case 'environment':
      return finish(await connectEnvironment(undefined, { ...surroundings, documentFolder }));
    case 'host':
      return openHost(connection, surroundings);
  }
}

function finish({ httpPath = '', ...open }: OpenConnection): OpenedConnection {
  return { label: open.host, httpPath, ...open };
}

async function openHost(
  connection: SavedConnection & HostConnection,
  surroundings: SavedSurroundings,
): Promise<OpenedConnection> {
  const { host, httpPath, caFile } = connection;
  const { env, authorities, homeFolder: folder } = surroundings;
  const network = await readNetwork({ env, authorities, caFile, folder });
  const closed = new AbortController();
  const access = await signInTo(connection, network, surroundings, closed.signal);
  return { label: host, host, httpPath, network, ...access, close: () => closed.abort() };
}

async function signInTo(
  { host, label, signIn, clientId = '' }: SavedConnection & HostConnection,
  network: NetworkSettings,
  { vault, env, now }: SavedSurroundings,
  signal: AbortSignal,
): Promise<Pick<OpenedConnection, 'getToken' | 'session'>> {
  const server = { host, network, now, signal };
  switch (signIn) {
    case 'token':
      return { getToken: () => kept(vault, 'token', `No token is kept for ${label}.`) };
    case 'servicePrincipal': {
      const clientSecret = await kept(vault, 'clientSecret', `No client secret is kept for ${label}.`);
      return { getToken: servicePrincipalTokens(server, { clientId, clientSecret }) };
    }
    case 'databricksCli':
      return { getToken: databricksCliTokens({ login: { host }, env: withoutSecrets(env), now, signal }) };
    case 'browser': {
      const session = createBrowserSession(server, {
        load: () => vault.load('refreshToken'),
        save: (value) => vault.save('refreshToken', value),
        forget: () => vault.forget('refreshToken'),
      });
      return { getToken: session.getToken, session };
    }
  }
}

async function kept(vault: CredentialVault, kind: CredentialKind, without: string): Promise<string> {
  const value = await vault.load(kind);
  if (value === undefined) throw new ReplicatorError('auth.rejected', without, { facts: { signInNeeded: true } });
  return value;
}
