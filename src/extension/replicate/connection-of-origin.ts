import { ReplicatorError } from '../../shared/errors.ts';
import type { TableOrigin } from '../../shared/local-file.ts';
import type { Connections } from '../connections/connections.ts';
import type { SavedConnection } from '../connections/saved-connection.ts';
import { mayBeSource } from '../local/freshness-book.ts';

/**
 * The connection to the workspace that a copy came from; of several, the active one.
 * @throws ReplicatorError `usage.invalid` where none leads there
 */
export async function connectionOfOrigin(
  connections: Pick<Connections, 'active' | 'list' | 'address'>,
  { host, source }: Pick<TableOrigin, 'host' | 'source'>,
): Promise<SavedConnection> {
  const isActive = ({ id }: SavedConnection): boolean => id === connections.active?.id;
  const candidates = connections.list().filter((connection) => mayBeSource(connection, new Set([host])));
  for (const connection of candidates.toSorted((a, b) => Number(isActive(b)) - Number(isActive(a)))) {
    if (connection.kind === 'host' || connection.kind === 'sample') return connection;
    const address = await connections.address(connection.id).catch(() => undefined);
    if (address?.label === host) return connection;
  }
  throw new ReplicatorError('usage.invalid', `Add a connection to ${host} first, where ${source} is.`);
}
