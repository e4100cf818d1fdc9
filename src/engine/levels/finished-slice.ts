import type { TableBoard } from '../run/progress-board.ts';
import type { CheckpointedChunk } from '../state/checkpoint.ts';
import type { SliceState } from '../state/run-state.ts';
import type { ReadSlice } from './level-path.ts';

/** What a slice has brought in, of which nothing is counted but its chunks. */
export function summariseSlice(
  statementId: string,
  chunks: readonly CheckpointedChunk[],
  promised: number | undefined,
): ReadSlice {
  const rows = chunks.reduce((sum, chunk) => sum + chunk.rows, 0);
  return {
    statementId,
    manifestRows: promised ?? rows,
    ...(promised === undefined ? { unpromised: true } : {}),
    receivedRows: rows,
    bytes: chunks.reduce((sum, chunk) => sum + chunk.bytes, 0),
    wireBytes: 0,
    retries: 0,
    resumed: false,
    chunks,
  };
}

/**
 * A slice that an earlier run has brought in.
 * @param promised rows; undefined where nothing told beforehand how many there are
 */
export function finishedSlice(state: SliceState, promised: number | undefined, board: TableBoard): ReadSlice {
  const read = { ...summariseSlice(state.statementId, state.chunks, promised), resumed: true };
  board.promise(read.manifestRows);
  board.add(read.receivedRows, read.bytes);
  board.slicesDone += 1;
  return read;
}
