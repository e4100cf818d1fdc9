import type { CheckpointedChunk } from '../state/checkpoint.ts';

/**
 * How many chunks with rows came in a file that another chunk had come in. Either the table repeats itself, or one file
 * was delivered in the place of another: sizes and counts cannot tell, aggregates can.
 */
export function countIdentical(chunks: readonly CheckpointedChunk[]): number {
  const withRows = chunks.filter((chunk) => chunk.rows > 0);
  return withRows.length - new Set(withRows.map((chunk) => chunk.digest)).size;
}
