import { ReplicatorError } from '../../shared/errors.ts';
import { sourceLabel } from '../../shared/names.ts';
import type { TablePlan } from '../../shared/plan.ts';
import type { Receipt } from '../../shared/receipt.ts';
import { dropsRows } from '../plan/drops-rows.ts';
import type { Sink } from '../sink/sink.ts';
import type { ControlRow, ControlSession } from '../source/source.ts';
import { countCopy } from '../sql/copy-queries.ts';
import { stagingName } from '../sql/target-statements.ts';

/** The version is pinned, so the source may be counted while it is read; a failure is for whoever waits for it. */
export function countSource(
  { countSql }: Pick<TablePlan, 'countSql'>,
  { control, signal }: { readonly control: ControlSession; readonly signal: AbortSignal },
): Promise<readonly ControlRow[]> {
  const counting = countSql === undefined ? Promise.resolve([]) : control.query(countSql, signal);
  counting.catch(() => undefined);
  return counting;
}

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
    readonly counting: Promise<readonly ControlRow[]>;
  },
): Promise<Receipt['rows']> {
  const [stored] = await context.sink.query(countCopy(stagingName(table.target, context.runId)));
  const [source] = await context.counting;
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
