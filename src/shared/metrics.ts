/**
 * Where the time of a table went, in milliseconds. Phases overlap (chunks are downloaded while others are written), so
 * they do not add up to the duration. `download` and `decode` are summed over what ran side by side.
 */
export interface PhaseTimes {
  /** Until the warehouse had answered. */
  readonly statement: number;
  /** Waiting for and receiving files. */
  readonly download: number;
  /** Decompressing them. */
  readonly decode: number;
  /** Writing rows into DuckDB, or into the spool. */
  readonly append: number;
  /** Committing them with their checkpoint. */
  readonly checkpoint: number;
  readonly validate: number;
}

/** What was measured while a table was copied, in the run that finished it. */
export interface TableMetrics {
  readonly phases: PhaseTimes;
  /** The most memory that the engine's process took meanwhile, other tables included. */
  readonly peakMemoryBytes?: number;
  /** How often DuckDB had no memory left, and the same rows were written again in smaller groups. */
  readonly smallerGroups?: number;
  /** Bytes of the frame that did not fit into memory and went to the disk for a while. */
  readonly spilledBytes?: number;
}
