import type { ErrorData } from './errors.ts';

export type TablePhase =
  | 'waiting'
  | 'extracting'
  /** From the spool into staging. */
  | 'loading'
  | 'validating'
  | 'publishing'
  | 'done'
  | 'failed'
  | 'cancelled';

/** A complete snapshot of one table in a run; the newest one replaces all before it. */
export interface TableProgress {
  /** `catalog.schema.table`. */
  readonly source: string;
  /** `schema.table`. */
  readonly target: string;
  readonly phase: TablePhase;
  /** The warehouse is stopped or starting, and a statement of this table waits for it. */
  readonly waitsForWarehouse?: true;
  /** Rows that came, before a transform, and are in staging; with those of the group under way, which a failure takes back. */
  readonly rows: number;
  /** Those of `rows` that are committed: what a resume need not read again. */
  readonly committedRows?: number;
  /** Rows of the copy, once they have been counted; fewer than `rows` where a transform left some out. */
  readonly storedRows?: number;
  /** From the manifests so far, else the plan's estimate. */
  readonly totalRows?: number;
  /** Decompressed Arrow bytes of these rows. */
  readonly bytes: number;
  readonly slices: { readonly done: number; readonly total: number };
  readonly retries: number;
  /** Bytes as they came over the wire, of the slices that are in. */
  readonly wireBytes?: number;
  readonly elapsedMs: number;
  /** Over the last seconds. */
  readonly rowsPerSecond: number;
  readonly bytesPerSecond: number;
  readonly error?: ErrorData;
}

export interface RunProgress {
  readonly runId: string;
  readonly elapsedMs: number;
  /** Memory of the engine's process, where there is one. */
  readonly memoryBytes?: number;
  readonly tables: readonly TableProgress[];
}
