import type { Statement } from '../sink/sink.ts';
import type { CheckpointedChunk, SpoolFile } from '../state/checkpoint.ts';
import { stateTables } from '../state/schema.ts';

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
