import type { ErrorData } from './errors.ts';
import type { TableMetrics } from './metrics.ts';
import type { Level, Validation, WriteMode } from './plan.ts';

/** What a finished table can prove. */
export interface Receipt {
  readonly runId: string;
  /** `catalog.schema.table`. */
  readonly source: string;
  /** `schema.table`. */
  readonly target: string;
  readonly level: Level;
  readonly mode: WriteMode;
  readonly version?: number;
  readonly rows: {
    /** Promised by the manifests of all slices. */
    readonly manifest: number;
    /** Counted in the Arrow data as it was written. */
    readonly received: number;
    /** Counted in the staging table before it was published. */
    readonly stored: number;
    /** `count(*)` at the same version; absent where it was not asked, with the reason in `notes`. */
    readonly source?: number;
    /** Left out by the transform: rows that its filter does not keep, and duplicates. */
    readonly dropped?: number;
  };
  readonly validation: Validation;
  /** Columns whose aggregates were compared and found equal; absent for `counts`. */
  readonly comparedColumns?: number;
  readonly columns: number;
  /** Decompressed Arrow bytes. */
  readonly bytes: number;
  /** Bytes as they came over the wire, in the run that finished the table; so too `retries`, `startedAt`, `durationMs`. */
  readonly wireBytes: number;
  readonly slices: number;
  readonly retries: number;
  /** Slices or chunks that an earlier, broken run had already brought in were kept. */
  readonly resumed: boolean;
  readonly statementIds: readonly string[];
  /** ISO 8601. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly notes: readonly string[];
  /** Absent in receipts of an earlier version. */
  readonly metrics?: TableMetrics;
  /** Folder of the Parquet files that were kept. */
  readonly spool?: string;
}

export type TableOutcome =
  | { readonly state: 'done'; readonly source: string; readonly target: string; readonly receipt: Receipt }
  | { readonly state: 'failed'; readonly source: string; readonly target: string; readonly error: ErrorData }
  | { readonly state: 'cancelled'; readonly source: string; readonly target: string };

export interface RunSummary {
  readonly runId: string;
  readonly state: 'done' | 'failed' | 'cancelled';
  readonly tables: readonly TableOutcome[];
  readonly durationMs: number;
  /** Bytes per second to which its downloads were held. */
  readonly bandwidthBytes?: number;
  /** The end of the run could not be written into the target file, and why. */
  readonly unrecorded?: string;
}

/** Columns of a copy to which nothing in the source compares. */
export interface NotCompared {
  readonly columns: readonly string[];
  /** In brackets behind the names: `computed by the transform`. */
  readonly reason: string;
}

/** One comparison of `verify`. */
export interface VerifiedTable {
  readonly source: string;
  readonly target: string;
  readonly state: 'equal' | 'different' | 'failed';
  readonly version?: number;
  readonly sourceRows?: number;
  readonly storedRows?: number;
  /** That the transform left out when the copy was made. */
  readonly droppedRows?: number;
  /** One sentence per difference: which column, both values. */
  readonly differences: readonly string[];
  readonly comparedColumns: number;
  readonly notCompared: readonly NotCompared[];
  readonly error?: ErrorData;
}
