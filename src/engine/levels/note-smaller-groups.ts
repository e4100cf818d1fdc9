import { sourceLabel } from '../../shared/names.ts';
import type { SlicePlan, TablePlan } from '../../shared/plan.ts';
import type { GroupSize } from '../memory/group-size.ts';
import type { TableBoard } from '../run/progress-board.ts';
import type { RunContext } from '../run/run-context.ts';

/** In the log, on the board and in the file: DuckDB had no memory left, and the same rows are written again. */
export async function noteSmallerGroups(
  { table, slice }: { readonly table: TablePlan; readonly slice: SlicePlan },
  size: GroupSize,
  board: TableBoard,
  { runId, state, log }: RunContext,
): Promise<void> {
  const source = sourceLabel(table.source);
  board.smallerGroups += 1;
  log('warn', 'DuckDB has no memory left; the rows are written again in smaller groups.', {
    table: source,
    slice: slice.index,
    groupBytes: size.bytes,
  });
  await state.event(runId, source, 'smaller groups', { slice: slice.index, groupBytes: size.bytes });
}
