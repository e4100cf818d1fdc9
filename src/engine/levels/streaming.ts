import { randomUUID } from 'node:crypto';
import { throwIfCancelled } from '../../shared/cancellation.ts';
import { asReplicatorError, type ReplicatorError } from '../../shared/errors.ts';
import { sourceLabel } from '../../shared/names.ts';
import { GroupSize } from '../memory/group-size.ts';
import type { TableBoard } from '../run/progress-board.ts';
import type { RunContext } from '../run/run-context.ts';
import type { FetchTotals } from '../source/source.ts';
import { fetchWhile } from './fetch-while.ts';
import type { LevelPath } from './level-path.ts';
import { noteSmallerGroups } from './note-smaller-groups.ts';
import { type Delivery, readResults } from './read-result.ts';
import { writeRequest } from './write-request.ts';

/** Chunk by chunk from the network into staging, column by column, in the same memory for every size. */
export const streaming: LevelPath = { read: (reading) => readResults(reading, { carry: streamChunks }) };

/** Where chunks go that do not go into staging. */
export interface IntoSpool {
  /** Folder for Parquet files. */
  readonly folder: string;
  readonly groupBytes: number;
  /** What is there by now. */
  readonly committed: () => Promise<readonly { readonly index: number }[]>;
}

/** What one attempt to bring chunks in has reached, and what ended it before they all were in. */
interface Attempt {
  readonly fetched: FetchTotals | undefined;
  /** Decompressed bytes of the group that failed, as far as it had come. */
  readonly writtenBytes: number;
  readonly failure: ReplicatorError | undefined;
}

/** Where DuckDB has no memory left for a group, what is committed stays, and the rest comes again in smaller groups. */
export async function streamChunks(
  delivery: Delivery,
  board: TableBoard,
  context: RunContext,
  spool?: IntoSpool,
): Promise<FetchTotals> {
  const size = new GroupSize(context.memory, context.limits.threads);
  let totals: FetchTotals = { wireBytes: 0, retries: 0, downloadMs: 0, decodeMs: 0 };
  let { missing } = delivery;
  for (;;) {
    const { fetched, writtenBytes, failure } = await streamOnce({ ...delivery, missing }, size, board, context, spool);
    totals = add(totals, fetched);
    if (failure === undefined) break;
    if (failure.code !== 'sink.outOfMemory' || !size.halve(writtenBytes)) throw failure;
    await noteSmallerGroups(delivery, size, board, context);
    const committed = await (spool?.committed() ?? committedChunks(delivery, context));
    missing = missing.filter((chunk) => !committed.some((one) => one.index === chunk.index));
  }
  board.retries += totals.retries;
  board.wireBytes += totals.wireBytes;
  return totals;
}

/** Only the file knows, because a commit that was answered with an error may be in all the same. */
async function committedChunks(
  { table, slice }: Delivery,
  { state, runId }: RunContext,
): Promise<readonly { readonly index: number }[]> {
  const slices = await state.slices(runId, sourceLabel(table.source));
  return slices.get(slice.index)?.chunks ?? [];
}

async function streamOnce(
  delivery: Delivery,
  size: GroupSize,
  board: TableBoard,
  context: RunContext,
  spool: IntoSpool | undefined,
): Promise<Attempt> {
  const streamId = randomUUID();
  let writtenBytes = 0;
  const { received, fetched } = await fetchWhile(streamId, delivery, context, () =>
    ingestGroups(streamId, delivery, { size, spool }, board, context, (bytes) => {
      writtenBytes = bytes;
    }),
  );
  const failed = [received, fetched].find((one) => one.status === 'rejected');
  return {
    fetched: fetched.status === 'fulfilled' ? fetched.value : undefined,
    writtenBytes,
    failure: failed === undefined ? undefined : asReplicatorError(failed.reason),
  };
}

/** @param onWritten decompressed bytes of the group that is under way */
async function ingestGroups(
  streamId: string,
  delivery: Delivery,
  { size, spool }: { readonly size: GroupSize; readonly spool: IntoSpool | undefined },
  board: TableBoard,
  context: RunContext,
  onWritten: (bytes: number) => void,
): Promise<void> {
  const { table, slice, missing } = delivery;
  let rowsLeft = missing.reduce((sum, chunk) => sum + chunk.rows, 0);
  for (let isFirst = true; ; isFirst = false) {
    // After a cancel the sink has forgotten the stream, and a new wait for it would have no end.
    throwIfCancelled(context.signal);
    const request = {
      ...writeRequest(delivery, streamId, context),
      groupBytes: Math.min(size.bytes, spool?.groupBytes ?? size.bytes),
      groupMs: context.groupMs,
      threads: size.threads,
      rowsLeft,
      isFirst,
      ...(spool === undefined ? {} : { spool: spool.folder }),
    };
    onWritten(0);
    const group = await context.sink
      .ingest(request, (rows, bytes) => {
        onWritten(bytes);
        board.write(rows, bytes);
      })
      .finally(() => board.write(0, 0));
    board.phases.add('append', group.appendMs);
    board.phases.add('checkpoint', group.commitMs);
    board.add(group.rows, group.bytes);
    rowsLeft -= group.rows;
    context.log('trace', 'Chunks committed.', {
      table: sourceLabel(table.source),
      slice: slice.index,
      chunks: group.chunks.length,
      rows: group.rows,
    });
    if (group.ended) return;
  }
}

function add(totals: FetchTotals, more: FetchTotals | undefined): FetchTotals {
  if (more === undefined) return totals;
  return {
    wireBytes: totals.wireBytes + more.wireBytes,
    retries: totals.retries + more.retries,
    downloadMs: totals.downloadMs + more.downloadMs,
    decodeMs: totals.decodeMs + more.decodeMs,
  };
}
