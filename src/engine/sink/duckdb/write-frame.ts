import { checkpointChunks } from '../../sql/checkpoint-statements.ts';
import type { FrameRequest, WrittenFrame } from '../sink.ts';
import type { Cancellation } from './cancellation.ts';
import { ChunkScan } from './chunk-scan.ts';
import { handOverTypes } from './column-types.ts';
import type { Database } from './database.ts';
import type { Frame } from './frame.ts';
import { insertInto, sampleOf } from './insert-into.ts';
import { readChunks } from './read-chunks.ts';

/** The frame into staging, through its transform, with the checkpoint rows of all its chunks, in one transaction. */
export async function writeFrame(
  database: Database,
  frame: Frame,
  request: FrameRequest,
  cancellation: Cancellation,
): Promise<WrittenFrame> {
  const { staging, transform } = request;
  const whole = { ...request, groupBytes: Number.POSITIVE_INFINITY, groupMs: Number.POSITIVE_INFINITY };
  const scan = new ChunkScan(frame.feed(), whole, cancellation, () => undefined);
  const types = handOverTypes(staging.columns, await database.columnTypes(sampleOf(request)));
  const reading = { scan, types, columns: staging.columns };
  const startedAt = performance.now();
  let writtenAt = startedAt;
  const stored = await database.inTransaction(async () => {
    const inserted = await readChunks(database, reading, insertInto(request));
    if (transform === undefined) scan.expectAll(inserted);
    else scan.expectUsedUp();
    const { checkpoints } = frame;
    if (checkpoints.length > 0) {
      const { sql, values } = checkpointChunks(request, checkpoints);
      await database.run(sql, values);
    }
    cancellation.check();
    writtenAt = performance.now();
    return inserted;
  });
  return { stored, appendMs: writtenAt - startedAt, commitMs: performance.now() - writtenAt };
}
