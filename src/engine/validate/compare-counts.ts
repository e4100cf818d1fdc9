import { ReplicatorError } from '../../shared/errors.ts';
import { sourceLabel } from '../../shared/names.ts';
import type { TablePlan } from '../../shared/plan.ts';
import type { Receipt } from '../../shared/receipt.ts';
import { dropsRows } from '../plan/drops-rows.ts';
import type { Sink } from '../sink/sink.ts';
import type { ControlSession } from '../source/source.ts';
import { quoteTargetName } from '../sql/duckdb-text.ts';
import { stagingName } from '../sql/target-statements.ts';

/**
 * Manifest, received, stored and, where it costs no scan, the source at the same version: all the same number, but for the
 * rows that a transform leaves out.
 * @throws ReplicatorError `integrity.counts` naming every number
 */
export async function compareCounts(
  table: TablePlan,
  read: { readonly manifest: number; readonly received: number },
  context: {
    readonly runId: string;
    readonly sink: Sink;
    readonly control: ControlSession;
    readonly signal: AbortSignal;
  },
): Promise<Receipt['rows']> {
  const [stored] = await context.sink.query({
    sql: `SELECT count(*) AS row_count FROM ${quoteTargetName(stagingName(table.target, context.runId))}`,
  });
  const [source] = table.countSql === undefined ? [] : await context.control.query(table.countSql, context.signal);
  const rows = {
    ...read,
    stored: Number(stored?.row_count),
    ...(source === undefined ? {} : { source: Number(source.row_count) }),
  };
  const dropped = dropsRows(table.transform) ? rows.received - rows.stored : 0;
  const distinct = new Set(Object.values({ ...rows, stored: rows.stored + dropped }));
  if (distinct.size > 1 || dropped < 0) {
    const numbers = Object.entries(rows).map(([where, count]) => `${where} ${count}`);
    throw new ReplicatorError('integrity.counts', `The row counts differ: ${numbers.join(', ')}.`, {
      subject: { table: sourceLabel(table.source) },
    });
  }
  return dropped === 0 ? rows : { ...rows, dropped };
}
