import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { checkpointFile } from '../../sql/checkpoint-statements.ts';
import { copyChunks, type ParquetCodec } from '../../sql/spool-statements.ts';
import type { IngestRequest } from '../sink.ts';
import type { Database } from './database.ts';
import { type ChunkReading, readChunks } from './read-chunks.ts';

/**
 * The group as one Parquet file, whole on the disk before its checkpoint rows are written; a file without them is of no
 * use to anybody and goes with its folder.
 */
export async function spoolGroup(
  database: Database,
  reading: ChunkReading,
  request: IngestRequest,
  { folder, codec }: { readonly folder: string; readonly codec: ParquetCodec },
): Promise<void> {
  const name = `${request.slice}-${randomUUID()}.parquet`;
  const file = path.join(folder, name);
  const unfinished = `${file}.part`;
  reading.scan.expectAll(await readChunks(database, reading, copyChunks(unfinished, codec)));
  makeDurable(unfinished);
  renameSync(unfinished, file);
  const { sql, values } = checkpointFile(request, { name, bytes: statSync(file).size }, reading.scan.chunks);
  await database.run(sql, values);
}

function makeDurable(file: string): void {
  const descriptor = openSync(file, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
