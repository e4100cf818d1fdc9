import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { onDisk } from '../../on-disk.ts';
import { fileOfSlice } from '../../spool/spool-folder.ts';
import { checkpointFile } from '../../sql/checkpoint-statements.ts';
import { copyChunks, type ParquetCodec } from '../../sql/spool-statements.ts';
import type { IngestRequest } from '../sink.ts';
import type { Database } from './database.ts';
import { type ChunkReading, readChunks } from './read-chunks.ts';

/** Of DuckDB's memory, for the row groups of all threads: each is there as a whole, and its encoded form beside it. Measured. */
const rowGroupShare = 0.25;

/** The group as one Parquet file, whole on the disk before its checkpoint rows are written. */
export async function spoolGroup(
  database: Database,
  reading: ChunkReading,
  request: IngestRequest,
  { folder, codec }: { readonly folder: string; readonly codec: ParquetCodec },
): Promise<void> {
  const name = fileOfSlice(request.slice, `${randomUUID()}.parquet`);
  const file = path.join(folder, name);
  const unfinished = `${file}.part`;
  const { memoryBytes, threads } = database;
  const rowGroupBytes = Math.floor((memoryBytes * rowGroupShare) / (request.threads ?? threads));
  try {
    reading.scan.expectAll(await readChunks(database, reading, copyChunks(unfinished, codec, rowGroupBytes)));
    const bytes = await onDisk(makeDurable(unfinished), unfinished);
    await onDisk(rename(unfinished, file), file);
    const { sql, values } = checkpointFile(request, { name, bytes }, reading.scan.chunks);
    await database.run(sql, values);
  } catch (error) {
    // Nobody knows of it; why it failed matters more than whether it can be removed.
    await Promise.allSettled([unfinished, file].map((one) => rm(one, { force: true })));
    throw error;
  }
}

/** Its length. */
async function makeDurable(file: string): Promise<number> {
  await using handle = await open(file, 'r+');
  await handle.sync();
  return (await handle.stat()).size;
}
