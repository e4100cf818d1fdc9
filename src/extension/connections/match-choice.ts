import { hostOf as environmentHost, pathOf as environmentPath } from '../../connections/environment-names.ts';
import { plainHost } from '../../shared/document/read-connection.ts';
import type { ConnectionChoice } from '../../shared/document/replication.ts';
import { ReplicatorError } from '../../shared/errors.ts';
import {
  environmentConnection,
  profileConnection,
  profilePrefix,
  type SavedConnection,
  sampleConnection,
} from './saved-connection.ts';

/**
 * The connection that a document means.
 * @throws ReplicatorError `usage.invalid`, with what to add
 */
export function findForChoice(
  choice: ConnectionChoice,
  saved: readonly SavedConnection[],
  env: NodeJS.ProcessEnv,
): SavedConnection {
  switch (choice.kind) {
    case 'sample':
      return sampleConnection;
    case 'environment':
      return environmentConnection;
    case 'profile': {
      const found = saved.find((connection) => connection.kind === 'profile' && connection.profile === choice.name);
      return found ?? profileConnection(choice.name);
    }
    case 'host': {
      const host = choice.host.toLowerCase();
      const atHost = saved.filter((connection) => hostOf(connection, env) === host);
      const samePath = atHost.find(
        (connection) => connection.kind === 'host' && connection.httpPath === choice.httpPath,
      );
      const found = samePath ?? atHost[0];
      if (found !== undefined) return found;
      if (hostOf(environmentConnection, env) === host) return environmentConnection;
      throw new ReplicatorError(
        'usage.invalid',
        `There is no connection to ${choice.host}; add one that signs in there.`,
        { facts: { host: choice.host } },
      );
    }
  }
}

/** A document may mean what nobody has added: these need nothing that is kept here. */
export function findImplicit(id: string): SavedConnection | undefined {
  if (id.startsWith(profilePrefix)) return profileConnection(id.slice(profilePrefix.length));
  return [sampleConnection, environmentConnection].find((connection) => connection.id === id);
}

/** What a new document says to mean the connection. @throws ReplicatorError `usage.invalid` */
export function toChoice(connection: SavedConnection, env: NodeJS.ProcessEnv): ConnectionChoice {
  switch (connection.kind) {
    case 'sample':
      return { kind: 'sample' };
    case 'profile': {
      const { profile: name, httpPath, caFile } = connection;
      return { kind: 'profile', name, ...(httpPath ? { httpPath } : {}), ...(caFile ? { caFile } : {}) };
    }
    case 'host': {
      const { host, httpPath, caFile } = connection;
      if (httpPath === '') throw noWarehouse(connection.label);
      return { kind: 'host', host, httpPath, ...(caFile ? { caFile } : {}) };
    }
    case 'environment': {
      const host = hostOf(connection, env);
      const httpPath = environmentPath(env);
      if (host === undefined) throw new ReplicatorError('usage.invalid', 'DATABRICKS_HOST is not set.');
      if (httpPath === undefined) throw noWarehouse(connection.label);
      return { kind: 'host', host, httpPath };
    }
  }
}

function hostOf(connection: SavedConnection, env: NodeJS.ProcessEnv): string | undefined {
  if (connection.kind === 'host') return connection.host.toLowerCase();
  if (connection.kind !== 'environment') return undefined;
  const host = environmentHost(env);
  return host ? plainHost(host).toLowerCase() : undefined;
}

function noWarehouse(label: string): ReplicatorError {
  return new ReplicatorError('usage.invalid', `Choose a SQL warehouse for ${label} first.`);
}
