import type { Statement } from '../sink/sink.ts';
import { stateTables } from './schema.ts';

export interface CheckpointedChunk {
  readonly index: number;
  readonly rows: number;
  /** Decompressed Arrow bytes. */
  readonly bytes: number;
  /** Of the file that the chunk came in. */
  readonly digest: string;
}

/**
 * The durable word that chunks of a slice are in; belongs into the transaction that writes their rows. The primary key
 * refuses a chunk that is already in, and thereby the whole group.
 */
export function checkpointChunks(
  key: { readonly runId: string; readonly table: string; readonly slice: number },
  chunks: readonly CheckpointedChunk[],
): Statement {
  const rows = chunks.map((_, i) => `($1, $2, $3, $${4 + i * 4}, $${5 + i * 4}, $${6 + i * 4}, $${7 + i * 4})`);
  return {
    sql: `INSERT INTO ${stateTables.chunks} (run_id, source, slice, chunk, rows, bytes, digest) VALUES ${rows.join(', ')}`,
    values: [key.runId, key.table, key.slice, ...chunks.flatMap((c) => [c.index, c.rows, c.bytes, c.digest])],
  };
}

/** A file of the spool with the chunks that are in it. */
export interface SpoolFile {
  /** Its name within the spool's folder of the table. */
  readonly name: string;
  readonly bytes: number;
}

/** As `checkpointChunks`, for chunks whose rows are in a file of the spool. */
export function checkpointFile(
  key: { readonly runId: string; readonly table: string; readonly slice: number },
  file: SpoolFile,
  chunks: readonly CheckpointedChunk[],
): Statement {
  const rows = chunks.map((_, i) => `($1, $2, $3, $${6 + i * 4}, $${7 + i * 4}, $${8 + i * 4}, $${9 + i * 4}, $4, $5)`);
  return {
    sql: `INSERT INTO ${stateTables.spooled} (run_id, source, slice, chunk, rows, bytes, digest, file, file_bytes) VALUES ${rows.join(', ')}`,
    values: [
      key.runId,
      key.table,
      key.slice,
      file.name,
      file.bytes,
      ...chunks.flatMap((c) => [c.index, c.rows, c.bytes, c.digest]),
    ],
  };
}
