import { throwIfCancelled } from '../../shared/cancellation.ts';
import { sourceLabel } from '../../shared/names.ts';
import type { SlicePlan, TablePlan } from '../../shared/plan.ts';
import { BatchPacker, type RowBatch } from '../row-batch.ts';
import type { TableBoard } from '../run/progress-board.ts';
import type { RunContext } from '../run/run-context.ts';
import type { RowCursor } from '../source/source.ts';
import { stagingName } from '../sql/target-statements.ts';
import type { CheckpointedChunk } from '../state/checkpoint.ts';

/** Rows of long values make a batch before there are many of them. */
const mostBatchBytes = 64 * 1024 ** 2;
/** Values that are asked of the driver at once: it makes objects of them in one go, and nothing else is heard meanwhile. */
const mostValuesAtOnce = 100_000;

interface Appending {
  readonly table: TablePlan;
  readonly slice: SlicePlan;
  readonly board: TableBoard;
  readonly context: RunContext;
}

/** Reads a cursor to its end; while a batch is written, the next one is read. Returns what is in. */
export async function appendRows(cursor: RowCursor, appending: Appending): Promise<readonly CheckpointedChunk[]> {
  const { board, context } = appending;
  const chunks: CheckpointedChunk[] = [];
  let writing: Promise<void> = Promise.resolve();
  try {
    for (;;) {
      const [batch] = await Promise.all([board.phases.time('download', () => nextBatch(cursor, appending)), writing]);
      throwIfCancelled(context.signal);
      if (batch.rows === 0) return chunks;
      const chunk = { index: chunks.length, rows: batch.rows, bytes: batch.bytes, digest: batch.digest };
      writing = append(batch, chunk.index, appending);
      writing.catch(() => undefined);
      chunks.push(chunk);
    }
  } finally {
    // What is half written must not meet what is done about a failure.
    await writing.catch(() => undefined);
  }
}

/** Rows that are asked for at once. */
export function rowsAtOnce({ columns }: TablePlan): number {
  return Math.max(1, Math.floor(mostValuesAtOnce / columns.length));
}

async function nextBatch(cursor: RowCursor, { table, context }: Appending): Promise<RowBatch> {
  const { batchRows } = context.limits;
  const atOnce = rowsAtOnce(table);
  const packer = new BatchPacker();
  while (packer.rows < batchRows && packer.bytes < mostBatchBytes) {
    const rows = await cursor.next(Math.min(atOnce, batchRows - packer.rows));
    if (rows.length === 0) break;
    packer.add(rows);
  }
  return packer.pack();
}

async function append(batch: RowBatch, chunk: number, { table, slice, board, context }: Appending): Promise<void> {
  const source = sourceLabel(table.source);
  const { appendMs, commitMs } = await context.sink.append({
    staging: { target: table.target, staging: stagingName(table.target, context.runId), columns: table.columns },
    runId: context.runId,
    table: source,
    slice: slice.index,
    chunk,
    batch,
  });
  board.phases.add('append', appendMs);
  board.phases.add('checkpoint', commitMs);
  board.add(batch.rows, batch.bytes);
  context.log('trace', 'Batch committed.', { table: source, slice: slice.index, batch: chunk, rows: batch.rows });
}
