import { type ErrorCode, ReplicatorError } from '../../shared/errors.ts';
import type { ControlSession, SourceTable } from '../source/source.ts';
import { describeHistory } from '../sql/source-queries.ts';

/** Kinds that never have a history of their own. */
const withoutHistory: Readonly<Record<string, string>> = {
  VIEW: 'it is a view',
  METRIC_VIEW: 'it is a view',
  FOREIGN: 'it is a federated table, and the other system gives no snapshot',
};

/** What a warehouse answers where a table has no history that this identity can read. */
const noHistory: ReadonlySet<ErrorCode> = new Set(['source.unsupported', 'source.invalidSql', 'auth.forbidden']);

/** The newest version of a table that can be read at a version, else the reason why there is none. */
export async function findVersion(
  table: SourceTable,
  control: ControlSession,
  signal: AbortSignal,
): Promise<{ readonly version: number } | { readonly reason: string }> {
  const reason = withoutHistory[table.kind];
  if (reason !== undefined) return { reason };
  if (table.filtered) return { reason: 'a row filter or a column mask rules out time travel' };
  if (table.format !== undefined && table.format !== 'DELTA') return { reason: `its format is ${table.format}` };
  try {
    const [row] = await control.query(describeHistory(table.name), signal);
    const version = row?.version;
    if (typeof version === 'bigint' || typeof version === 'number') return { version: Number(version) };
    return { reason: 'its history is empty' };
  } catch (error) {
    if (error instanceof ReplicatorError && noHistory.has(error.code)) {
      return { reason: `the warehouse does not show its history: ${error.message.split('\n')[0]}` };
    }
    throw error;
  }
}
