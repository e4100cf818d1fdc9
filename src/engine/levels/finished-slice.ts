import type { TableBoard } from '../run/progress-board.ts';
import type { SliceState } from '../state/run-state.ts';
import type { ReadSlice } from './level-path.ts';

/** A slice that an earlier run has brought in. */
export function finishedSlice(state: SliceState, board: TableBoard): ReadSlice {
  const rows = sum(state.chunks.map((chunk) => chunk.rows));
  const bytes = sum(state.chunks.map((chunk) => chunk.bytes));
  board.promise(state.manifestRows);
  board.add(rows, bytes);
  board.slicesDone += 1;
  return {
    statementId: state.statementId,
    manifestRows: state.manifestRows,
    receivedRows: rows,
    bytes,
    wireBytes: 0,
    retries: 0,
    resumed: true,
    chunks: state.chunks,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
