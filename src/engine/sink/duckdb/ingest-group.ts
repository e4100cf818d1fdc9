import { insertChunks, selectColumns } from '../../sql/sink-statements.ts';
import { checkpointChunks } from '../../state/checkpoint.ts';
import type { IngestedGroup, IngestRequest, OnWritten } from '../sink.ts';
import type { Cancellation } from './cancellation.ts';
import type { ChunkInbox } from './chunk-inbox.ts';
import { ChunkScan } from './chunk-scan.ts';
import { handOverTypes } from './column-types.ts';
import type { Database } from './database.ts';

/** Writes the chunks that are there, and those that come in time, with their checkpoint rows in one transaction. */
export async function ingestGroup(
  database: Database,
  inbox: ChunkInbox,
  request: IngestRequest,
  cancellation: Cancellation,
  onWritten: OnWritten,
): Promise<IngestedGroup> {
  const { streamId, staging } = request;
  cancellation.check();
  if (inbox.isFinished(streamId)) {
    inbox.forget(streamId);
    return { chunks: [], rows: 0, bytes: 0, ended: true, appendMs: 0, commitMs: 0 };
  }
  const types = await database.columnTypes(selectColumns(staging.staging, staging.columns));
  const scan = new ChunkScan(inbox, request, cancellation, onWritten);
  const startedAt = performance.now();
  let writtenAt = startedAt;
  try {
    await database.inTransaction(async () => {
      await writeGroup(database, scan, request, handOverTypes(staging.columns, types));
      cancellation.check();
      writtenAt = performance.now();
    });
  } catch (error) {
    scan.abandon();
    throw error;
  }
  const { rows, bytes } = scan;
  const ended = inbox.isEnded(streamId);
  if (ended) inbox.forget(streamId);
  return {
    chunks: scan.chunks.map((chunk) => chunk.index),
    rows,
    bytes,
    ended,
    appendMs: writtenAt - startedAt,
    commitMs: performance.now() - writtenAt,
  };
}

async function writeGroup(
  database: Database,
  scan: ChunkScan,
  request: IngestRequest,
  types: ReturnType<typeof handOverTypes>,
): Promise<void> {
  const { staging, columns } = request.staging;
  const { chunkFunction } = database;
  chunkFunction.begin({ scan, types, names: columns.map((column) => column.target) });
  try {
    const [counted] = await database.run(insertChunks(staging, columns));
    scan.expectAll(Number(counted?.Count));
  } catch (error) {
    throw chunkFunction.failure ?? error;
  } finally {
    chunkFunction.end();
  }
  const { sql, values } = checkpointChunks(request, scan.chunks);
  await database.run(sql, values);
}
