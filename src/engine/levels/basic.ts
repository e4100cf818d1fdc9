import { asReplicatorError, ReplicatorError } from '../../shared/errors.ts';
import { sourceLabel } from '../../shared/names.ts';
import type { SlicePlan, TablePlan } from '../../shared/plan.ts';
import { withRetries } from '../resilience/retry.ts';
import type { TableBoard } from '../run/progress-board.ts';
import type { RunContext } from '../run/run-context.ts';
import { countStatement } from '../sql/driver-queries.ts';
import type { CheckpointedChunk } from '../state/checkpoint.ts';
import { appendRows, rowsAtOnce } from './append-rows.ts';
import { asChanged } from './as-changed.ts';
import { finishedSlice, summariseSlice } from './finished-slice.ts';
import type { LevelPath, ReadSlice, TableReading } from './level-path.ts';

/** Rows of the official driver, appended in batches: the simplest way that is exact. */
export const basic: LevelPath = {
  async read({ table, earlier, board, context }: TableReading): Promise<readonly ReadSlice[]> {
    const slices: ReadSlice[] = [];
    for (const slice of table.slices) {
      const state = earlier.get(slice.index);
      slices.push(
        state?.done === true
          ? finishedSlice(state, table.version === undefined ? undefined : state.manifestRows, board)
          : await readSlice({ table, slice, board, context }, state !== undefined),
      );
    }
    return slices;
  },
};

interface SliceReading {
  readonly table: TablePlan;
  readonly slice: SlicePlan;
  readonly board: TableBoard;
  readonly context: RunContext;
}

/** A result ends with its session, so a slice that was read in part is read again from its start. */
async function readSlice(reading: SliceReading, begun: boolean): Promise<ReadSlice> {
  const { table, slice, board, context } = reading;
  const promised = await countSlice(reading);
  const before = board.mark();
  let isBegun = begun;
  const readAnew = async (): Promise<ReadSlice> => {
    if (isBegun) await context.state.discardSlice(context.runId, table, slice.index);
    isBegun = true;
    board.rewind(before);
    return readOnce(reading, promised);
  };
  const again = (error: ReplicatorError): void => {
    board.retries += 1;
    context.log('warn', 'The statement is executed again.', {
      table: sourceLabel(table.source),
      slice: slice.index,
      code: error.code,
    });
  };
  let mayRefresh = true;
  const work = async (): Promise<ReadSlice> => {
    try {
      return await readAnew();
    } catch (thrown) {
      // A token that runs out while rows are read is no failed attempt: once, another is asked for.
      const error = asReplicatorError(thrown);
      if (error.code !== 'auth.rejected' || !mayRefresh) throw error;
      mayRefresh = false;
      again(error);
      return readAnew();
    }
  };
  return withRetries(work, { signal: context.signal, onRetry: again });
}

/**
 * The driver does not say how many rows there are, so that a result that was cut short looks whole; where a version is
 * pinned, the same statement is counted.
 */
async function countSlice({ table, slice, board, context }: SliceReading): Promise<number | undefined> {
  if (table.version === undefined) return undefined;
  const [row] = await board.phases.time('statement', () =>
    asChanged(context.control.query(countStatement(slice.sql), context.signal)),
  );
  return Number(row?.row_count);
}

async function readOnce(reading: SliceReading, promised: number | undefined): Promise<ReadSlice> {
  const { table, slice, board, context } = reading;
  const source = sourceLabel(table.source);
  const key = { runId: context.runId, source, slice: slice.index };
  const options = { firstRows: Math.min(rowsAtOnce(table), context.limits.batchRows), signal: context.signal };
  const cursor = await board.phases.time('statement', () => asChanged(context.rows.open(slice.sql, options)));
  let chunks: readonly CheckpointedChunk[];
  try {
    const { statementId } = cursor;
    context.log('debug', 'Statement succeeded.', { table: source, slice: slice.index, statementId });
    await context.state.beginSlice(key, { statementId, rows: promised ?? 0, chunks: 0 });
    if (promised !== undefined) board.promise(promised);
    chunks = await appendRows(cursor, reading);
  } finally {
    cursor.close();
  }
  const read = summariseSlice(cursor.statementId, chunks, promised);
  if (read.receivedRows !== read.manifestRows) {
    throw new ReplicatorError(
      'integrity.manifest',
      `${read.receivedRows} rows came in where the source has ${read.manifestRows}.`,
      { subject: { table: source } },
    );
  }
  await context.state.endSlice(key);
  if (promised === undefined) board.promise(read.receivedRows);
  board.slicesDone += 1;
  return read;
}
