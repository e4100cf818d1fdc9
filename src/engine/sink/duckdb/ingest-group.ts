import { checkpointChunks } from '../../sql/checkpoint-statements.ts';
import type { IngestedGroup, IngestRequest, OnWritten } from '../sink.ts';
import type { Cancellation } from './cancellation.ts';
import { chooseCodec } from './choose-codec.ts';
import type { ChunkInbox } from './chunk-inbox.ts';
import { ChunkScan } from './chunk-scan.ts';
import { handOverTypes } from './column-types.ts';
import type { Database } from './database.ts';
import { fitStaging } from './fit-staging.ts';
import { insertInto, sampleOf } from './insert-into.ts';
import { type ChunkReading, readChunks } from './read-chunks.ts';
import { spoolGroup } from './spool-group.ts';

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
  if (request.isFirst === true) await fitStaging(database, request, inbox.peek(streamId));
  const types = await database.columnTypes(sampleOf(request));
  const scan = new ChunkScan(inbox, request, cancellation, onWritten);
  const reading = {
    scan,
    types: handOverTypes(staging.columns, types),
    columns: staging.columns,
    threads: request.threads,
  };
  const first = inbox.peek(streamId);
  const codec =
    request.spool === undefined
      ? undefined
      : { folder: request.spool, codec: chooseCodec(first?.bytes.byteLength ?? 0, first?.wireBytes) };
  const startedAt = performance.now();
  let writtenAt = startedAt;
  try {
    await database.inTransaction(async () => {
      if (codec === undefined) await writeGroup(database, reading, request);
      else await spoolGroup(database, reading, request, codec);
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
    appendMs: Math.max(0, writtenAt - startedAt - scan.waitedMs),
    commitMs: performance.now() - writtenAt,
  };
}

async function writeGroup(database: Database, reading: ChunkReading, request: IngestRequest): Promise<void> {
  const { transform } = request;
  const inserted = await readChunks(database, reading, insertInto(request));
  if (transform === undefined) reading.scan.expectAll(inserted);
  else reading.scan.expectUsedUp();
  const { sql, values } = checkpointChunks(request, reading.scan.chunks);
  await database.run(sql, values);
}
