import { resolveConnection } from '../../connections/resolve-connection.ts';
import type { TokenSource } from '../../connections/token-source.ts';
import type { ConnectionChoice } from '../../shared/document/replication.ts';
import { ReplicatorError } from '../../shared/errors.ts';
import type { ConnectionAddress } from '../../shared/protocol/connection-address.ts';
import type { CredentialStore } from './credential-store.ts';
import type { SampleServer } from './sample-server.ts';
import type { SavedConnection } from './saved-connection.ts';

export interface OpenedConnection extends Omit<ConnectionAddress, 'id'> {
  readonly getToken: TokenSource;
  close(): Promise<void>;
}

export interface SavedSurroundings {
  readonly credentials: CredentialStore;
  readonly sample: SampleServer;
  readonly env: NodeJS.ProcessEnv;
  readonly homeFolder: string;
  now(): number;
}

/** From what is kept of a connection to something that can be talked to. @throws ReplicatorError `usage.invalid`, `auth.*` */
export async function openSaved(
  connection: SavedConnection,
  surroundings: SavedSurroundings,
): Promise<OpenedConnection> {
  if (connection.kind === 'host') return openHost(connection, surroundings);
  const { env, homeFolder, now, sample } = surroundings;
  const startSample = async () => ({ ...(await sample.running()), close: () => Promise.resolve() });
  const resolved = await resolveConnection(choiceOf(connection), {
    env,
    homeFolder,
    documentFolder: homeFolder,
    now,
    startSample,
  });
  const { host, httpPath, network, getToken } = resolved.connection;
  return { label: resolved.hostLabel, host, httpPath, network, getToken, close: () => resolved.close() };
}

function choiceOf(connection: Exclude<SavedConnection, { readonly kind: 'host' }>): ConnectionChoice {
  if (connection.kind !== 'profile') return { kind: connection.kind };
  const { profile: name, httpPath, caFile } = connection;
  return { kind: 'profile', name, ...(httpPath ? { httpPath } : {}), ...(caFile ? { caFile } : {}) };
}

async function openHost(
  connection: SavedConnection & { readonly kind: 'host' },
  { credentials }: SavedSurroundings,
): Promise<OpenedConnection> {
  const { id, host, httpPath, label } = connection;
  const getToken = async (): Promise<string> => {
    const token = await credentials.load(id, 'token');
    if (token === undefined) throw new ReplicatorError('auth.rejected', `Nobody is signed in to ${label}.`);
    return token;
  };
  return { label: host, host, httpPath, network: {}, getToken, close: () => Promise.resolve() };
}
