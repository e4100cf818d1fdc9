import { ReplicatorError } from '../../shared/errors.ts';
import type { ControlSession } from '../source/source.ts';
import { explain } from '../sql/source-queries.ts';

/**
 * Has the warehouse analyse the statement without running it: names, types, the filter and the right to read.
 * @throws ReplicatorError `source.invalidSql` and what the session throws
 */
export async function checkStatement(sql: string, control: ControlSession, signal: AbortSignal): Promise<void> {
  const [row] = await control.query(explain(sql), signal);
  const plan = String(Object.values(row ?? {})[0] ?? '');
  const failure = /^Error occurred during query planning:\s*(.+)/s.exec(plan)?.[1];
  if (failure !== undefined) throw new ReplicatorError('source.invalidSql', failure.trim());
}
