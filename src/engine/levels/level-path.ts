import type { TablePlan } from '../../shared/plan.ts';
import type { TableBoard } from '../run/progress-board.ts';
import type { RunContext } from '../run/run-context.ts';
import type { CheckpointedChunk } from '../state/checkpoint.ts';
import type { SliceState } from '../state/run-state.ts';

/** One table to read into its staging table, and what an earlier run did of it. */
export interface TableReading {
  readonly table: TablePlan;
  /** By the index of the slice. */
  readonly earlier: ReadonlyMap<number, SliceState>;
  readonly board: TableBoard;
  readonly context: RunContext;
}

/** What one slice brought in, over all runs that worked on it. */
export interface ReadSlice {
  readonly statementId: string;
  /** What the source promised; what was received where it promised nothing. */
  readonly manifestRows: number;
  /** Nothing told beforehand how many rows there are. */
  readonly unpromised?: boolean;
  readonly receivedRows: number;
  readonly bytes: number;
  /** 0 where nobody counts them. */
  readonly wireBytes: number;
  readonly retries: number;
  readonly resumed: boolean;
  readonly chunks: readonly CheckpointedChunk[];
}

/** One way for the rows of a table to get from the source into its staging table; each gives the same table. */
export interface LevelPath {
  /**
   * Reads every slice, going on where an earlier run stopped; what is in is checkpointed in the transaction of its rows.
   * @throws ReplicatorError what reading or writing throws; `integrity.manifest` where less or more came than was promised
   */
  read(reading: TableReading): Promise<readonly ReadSlice[]>;
}
