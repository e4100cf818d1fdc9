import type { Statement } from '../sink/sink.ts';
import { stateTables } from './schema.ts';

export interface CheckpointedChunk {
  readonly index: number;
  readonly rows: number;
  /** Decompressed Arrow bytes. */
  readonly bytes: number;
}

/**
 * The durable word that chunks of a slice are in; belongs into the transaction that writes their rows. The primary key
 * refuses a chunk that is already in, and thereby the whole group.
 */
export function checkpointChunks(
  key: { readonly runId: string; readonly table: string; readonly slice: number },
  chunks: readonly CheckpointedChunk[],
): Statement {
  const rows = chunks.map((_, i) => `($1, $2, $3, $${4 + i * 3}, $${5 + i * 3}, $${6 + i * 3})`);
  return {
    sql: `INSERT INTO ${stateTables.chunks} VALUES ${rows.join(', ')}`,
    values: [key.runId, key.table, key.slice, ...chunks.flatMap((c) => [c.index, c.rows, c.bytes])],
  };
}
