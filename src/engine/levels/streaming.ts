import { randomUUID } from 'node:crypto';
import { throwIfCancelled } from '../../shared/cancellation.ts';
import { sourceLabel } from '../../shared/names.ts';
import type { TableBoard } from '../run/progress-board.ts';
import type { RunContext } from '../run/run-context.ts';
import type { FetchTotals } from '../source/source.ts';
import { stagingName } from '../sql/target-statements.ts';
import type { LevelPath } from './level-path.ts';
import { type Delivery, readResults } from './read-result.ts';

/** Chunk by chunk from the network into staging, column by column, in the same memory for every size. */
export const streaming: LevelPath = { read: (reading) => readResults(reading, { carry: streamChunks }) };

/**
 * Downloads and writes at once; whichever fails first stops the other, and its error is the one that is thrown.
 * @param spool - folder for Parquet files, where the rows do not go into staging
 */
export async function streamChunks(
  { table, slice, result, missing, known }: Delivery,
  board: TableBoard,
  context: RunContext,
  spool?: { readonly folder: string; readonly groupBytes: number },
): Promise<FetchTotals> {
  throwIfCancelled(context.signal);
  const streamId = randomUUID();
  const stop = new AbortController();
  const { limits } = context;
  const fetching = context.fetcher.fetch(
    {
      streamId,
      result,
      chunks: missing,
      parallel: limits.downloads,
      creditBytes: context.creditBytes,
      knownDigests: known.filter((chunk) => chunk.rows > 0).map((chunk) => chunk.digest),
    },
    AbortSignal.any([context.signal, stop.signal]),
  );
  const writing = (async () => {
    for (;;) {
      // After a cancel the sink has forgotten the stream, and a new wait for it would have no end.
      throwIfCancelled(context.signal);
      const request = {
        staging: { target: table.target, staging: stagingName(table.target, context.runId), columns: table.columns },
        runId: context.runId,
        table: sourceLabel(table.source),
        slice: slice.index,
        statementId: result.statementId,
        streamId,
        groupBytes: spool?.groupBytes ?? limits.groupBytes,
        groupMs: context.groupMs,
        ...(spool === undefined ? {} : { spool: spool.folder }),
      };
      const group = await context.sink
        .ingest(request, (rows, bytes) => board.write(rows, bytes))
        .finally(() => board.write(0, 0));
      board.phases.add('append', group.appendMs);
      board.phases.add('checkpoint', group.commitMs);
      board.add(group.rows, group.bytes);
      context.log('trace', 'Chunks committed.', {
        table: sourceLabel(table.source),
        slice: slice.index,
        chunks: group.chunks.length,
        rows: group.rows,
      });
      if (group.ended) return;
    }
  })();
  const [written, fetched] = await Promise.allSettled([
    writing.catch((error: unknown) => {
      stop.abort();
      throw error;
    }),
    fetching,
  ]);
  if (written.status === 'rejected') throw written.reason;
  if (fetched.status === 'rejected') throw fetched.reason;
  board.retries += fetched.value.retries;
  board.wireBytes += fetched.value.wireBytes;
  return fetched.value;
}
