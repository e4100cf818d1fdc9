import { asReplicatorError, ReplicatorError } from '../../shared/errors.ts';
import { sourceLabel } from '../../shared/names.ts';
import type { SlicePlan, TablePlan } from '../../shared/plan.ts';
import { canResumeAfter } from '../run/can-resume-after.ts';
import type { TableBoard } from '../run/progress-board.ts';
import type { RunContext } from '../run/run-context.ts';
import type { BulkResult, FetchTotals, ManifestChunk } from '../source/source.ts';
import type { CheckpointedChunk } from '../state/checkpoint.ts';
import type { SliceState } from '../state/run-state.ts';
import { ExecuteAhead } from './execute-ahead.ts';
import { finishedSlice } from './finished-slice.ts';
import type { ReadSlice, TableReading } from './level-path.ts';

/** Chunks of one statement's result that are not in staging yet. */
export interface Delivery {
  readonly table: TablePlan;
  readonly slice: SlicePlan;
  readonly result: BulkResult;
  readonly missing: readonly ManifestChunk[];
  /** Chunks of the table that are in already. */
  readonly known: readonly CheckpointedChunk[];
}

/** How chunks get into staging, each with its checkpoint. */
export interface Carrier {
  carry(delivery: Delivery, board: TableBoard, context: RunContext): Promise<FetchTotals>;
  /** Completes a slice from what an earlier run has left on this machine; false where that is not enough. */
  recover?(slice: EarlierSlice, board: TableBoard, context: RunContext): Promise<boolean>;
  /** Removes what there is of a slice on this machine: it is read again from its start. */
  discard?(slice: Omit<EarlierSlice, 'earlier'>, context: RunContext): Promise<void>;
}

export interface EarlierSlice {
  readonly table: TablePlan;
  readonly slice: SlicePlan;
  readonly earlier: SliceState;
}

/** One slice to read: what an earlier run did of it, and which one comes next. */
interface SliceTask {
  readonly table: TablePlan;
  readonly slice: SlicePlan;
  readonly earlier: SliceState | undefined;
  readonly ahead: SlicePlan | undefined;
  readonly statements: ExecuteAhead;
  /** Chunks of the table's other slices that are in. */
  readonly others: readonly CheckpointedChunk[];
  readonly carrier: Carrier;
}

/** Reads the slices of a table one after the other, from results of the Statement Execution API. */
export async function readResults(
  { table, earlier, board, context }: TableReading,
  carrier: Carrier,
): Promise<readonly ReadSlice[]> {
  const chunks = new Map([...earlier].map(([index, slice]) => [index, slice.chunks]));
  const slices: ReadSlice[] = [];
  const statements = new ExecuteAhead(context.bulk, context.signal, {
    onWarehouse: (waits) => board.waitForWarehouse(waits),
    onRetry: () => {
      board.retries += 1;
      context.log('warn', 'A statement failed and is executed again.', { table: sourceLabel(table.source) });
    },
  });
  try {
    for (const slice of table.slices) {
      const next = table.slices[slice.index + 1];
      const ahead = next === undefined || earlier.has(next.index) ? undefined : next;
      const others = [...chunks].flatMap(([index, ofSlice]) => (index === slice.index ? [] : ofSlice));
      const task = { table, slice, earlier: earlier.get(slice.index), ahead, statements, others, carrier };
      const read = await readSlice(task, board, context);
      chunks.set(slice.index, read.chunks);
      slices.push(read);
    }
  } finally {
    await statements.close();
  }
  return slices;
}

/** A statement whose result the server has dropped is executed again this often. */
const mostExecutions = 3;

/**
 * Reads one slice into staging, going on where an earlier run of it stopped: inside the statement while its result
 * lives, else from the start of the slice.
 * @throws ReplicatorError what reading or writing throws; `integrity.manifest` where chunks and manifest do not agree
 */
async function readSlice(task: SliceTask, board: TableBoard, context: RunContext): Promise<ReadSlice> {
  let state = await recovered(task, board, context);
  if (state?.done === true) return finishedSlice(state, state.manifestRows, board);
  const before = board.mark();
  for (let execution = 1; ; execution += 1) {
    try {
      return await readOnce({ ...task, earlier: state }, board, context);
    } catch (error) {
      const again =
        error instanceof ReplicatorError && error.code === 'source.resultGone' && execution < mostExecutions;
      if (!again) throw error;
      board.rewind(before);
      board.retries += 1;
      context.log('warn', 'The result is gone; the statement is executed again.', {
        table: sourceLabel(task.table.source),
        slice: task.slice.index,
      });
      // Of another execution of the statement, chunks mean other rows.
      await discard(task, context);
      state = undefined;
    }
  }
}

async function recovered(
  { table, slice, earlier, carrier }: SliceTask,
  board: TableBoard,
  context: RunContext,
): Promise<SliceState | undefined> {
  if (earlier === undefined || earlier.done) return earlier;
  if ((await carrier.recover?.({ table, slice, earlier }, board, context)) !== true) return earlier;
  const source = sourceLabel(table.source);
  await context.state.endSlice({ runId: context.runId, source, slice: slice.index });
  return (await context.state.slices(context.runId, source)).get(slice.index);
}

/** The record goes first: a file without one is of no use, but a record without its file is a lie. */
async function discard({ table, slice, carrier }: SliceTask, context: RunContext): Promise<void> {
  await context.state.discardSlice(context.runId, table, slice.index);
  await carrier.discard?.({ table, slice }, context);
}

async function readOnce(task: SliceTask, board: TableBoard, context: RunContext): Promise<ReadSlice> {
  const { table, slice, earlier, ahead, statements } = task;
  const source = sourceLabel(table.source);
  const key = { runId: context.runId, source, slice: slice.index };
  const attached = earlier === undefined ? undefined : await reattach(earlier, context);
  if (earlier !== undefined && attached === undefined) await discard(task, context);
  const result = attached ?? (await board.phases.time('statement', () => statements.take(slice)));
  if (ahead !== undefined) statements.begin(ahead);
  try {
    const { manifest } = result;
    context.log('debug', attached === undefined ? 'Statement succeeded.' : 'Going on inside the statement.', {
      table: source,
      slice: slice.index,
      statementId: result.statementId,
      rows: manifest.totalRows,
      chunks: manifest.chunks.length,
    });
    if (attached === undefined) {
      await context.state.beginSlice(key, {
        statementId: result.statementId,
        rows: manifest.totalRows,
        chunks: manifest.chunks.length,
      });
    }
    const kept = attached === undefined ? [] : (earlier?.chunks ?? []);
    board.promise(manifest.totalRows);
    board.add(sum(kept.map((chunk) => chunk.rows)), sum(kept.map((chunk) => chunk.bytes)));
    const missing = manifest.chunks.filter((chunk) => !kept.some((one) => one.index === chunk.index));
    const fetched =
      missing.length === 0
        ? { wireBytes: 0, retries: 0, downloadMs: 0, decodeMs: 0 }
        : await task.carrier.carry({ table, slice, result, missing, known: [...task.others, ...kept] }, board, context);
    const state = (await context.state.slices(context.runId, source)).get(slice.index);
    const chunks = state?.chunks ?? [];
    checkAgainstManifest(result, chunks, source);
    await context.state.endSlice(key);
    context.log('debug', 'Slice committed.', { table: source, slice: slice.index, ...fetched });
    board.slicesDone += 1;
    result.close();
    board.phases.add('download', fetched.downloadMs);
    board.phases.add('decode', fetched.decodeMs);
    return {
      statementId: result.statementId,
      manifestRows: manifest.totalRows,
      receivedRows: sum(chunks.map((chunk) => chunk.rows)),
      bytes: sum(chunks.map((chunk) => chunk.bytes)),
      wireBytes: fetched.wireBytes,
      retries: fetched.retries,
      resumed: kept.length > 0,
      chunks,
    };
  } catch (thrown) {
    // A resume goes on inside the statement while its result lives.
    if (!canResumeAfter(asReplicatorError(thrown))) result.close();
    throw thrown;
  }
}

/** The earlier result, if the server still has it and it is still the one whose chunks are in. */
async function reattach(earlier: SliceState, context: RunContext): Promise<BulkResult | undefined> {
  const result = await context.bulk.reattach(earlier.statementId, context.signal);
  if (result === undefined) return undefined;
  const promised = new Map(result.manifest.chunks.map((chunk) => [chunk.index, chunk.rows]));
  const same =
    result.manifest.totalRows === earlier.manifestRows &&
    earlier.chunks.every((chunk) => promised.get(chunk.index) === chunk.rows);
  return same ? result : undefined;
}

function checkAgainstManifest(
  { manifest }: BulkResult,
  chunks: readonly { readonly index: number; readonly rows: number }[],
  table: string,
): void {
  const received = new Map(chunks.map((chunk) => [chunk.index, chunk.rows]));
  const wrong = manifest.chunks.find((chunk) => received.get(chunk.index) !== chunk.rows);
  if (wrong === undefined && received.size === manifest.chunks.length) return;
  const found =
    wrong === undefined
      ? `${received.size} chunks`
      : `${received.get(wrong.index) ?? 'no'} rows of chunk ${wrong.index}`;
  const promised = wrong === undefined ? `${manifest.chunks.length}` : `${wrong.rows}`;
  throw new ReplicatorError('integrity.manifest', `${found} came in where the manifest promised ${promised}.`, {
    subject: { table },
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
