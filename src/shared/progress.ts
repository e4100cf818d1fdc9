import type { ErrorData } from './errors.ts';

export type TablePhase = 'waiting' | 'extracting' | 'validating' | 'publishing' | 'done' | 'failed' | 'cancelled';

/** A complete snapshot of one table in a run; the newest one replaces all before it. */
export interface TableProgress {
  /** `catalog.schema.table`. */
  readonly source: string;
  /** `schema.table`. */
  readonly target: string;
  readonly phase: TablePhase;
  /** The warehouse is stopped or starting, and a statement of this table waits for it. */
  readonly waitsForWarehouse?: true;
  /** Rows committed to staging. */
  readonly rows: number;
  /** From the manifests so far, else the plan's estimate. */
  readonly totalRows?: number;
  /** Decompressed Arrow bytes committed to staging. */
  readonly bytes: number;
  readonly slices: { readonly done: number; readonly total: number };
  readonly retries: number;
  readonly elapsedMs: number;
  /** Over the last seconds. */
  readonly rowsPerSecond: number;
  readonly bytesPerSecond: number;
  readonly error?: ErrorData;
}

export interface RunProgress {
  readonly runId: string;
  readonly elapsedMs: number;
  readonly tables: readonly TableProgress[];
}
