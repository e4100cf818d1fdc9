import type { TargetName } from './names.ts';
import type { Level, Validation, WriteMode } from './plan.ts';

/** What a DuckDB file holds; the replicator's own state and its staging tables left out. */
export interface LocalFile {
  /** Absolute path. */
  readonly file: string;
  readonly bytes: number;
  readonly schemas: readonly string[];
  readonly tables: readonly LocalTable[];
}

export interface LocalTable {
  readonly name: TargetName;
  readonly kind: 'table' | 'view';
  /** Absent for views. */
  readonly rows?: number;
  /** On disk, from DuckDB's blocks; absent for views. */
  readonly bytes?: number;
  readonly comment?: string;
  readonly columns: readonly LocalColumn[];
  /** The newest replication that published it; absent for tables that came from elsewhere. */
  readonly origin?: TableOrigin;
}

export interface LocalColumn {
  readonly name: string;
  /** DuckDB type text. */
  readonly type: string;
  readonly comment?: string;
}

/** Where a copy came from. */
export interface TableOrigin {
  readonly runId: string;
  /** `catalog.schema.table`. */
  readonly source: string;
  /** As `Plan.host`. */
  readonly host: string;
  readonly version?: number;
  /** ISO 8601; when the run began. What was written to the source later may be missing in the copy. */
  readonly begunAt: string;
  /** ISO 8601; when it was published. */
  readonly copiedAt: string;
  readonly level: Level;
  readonly mode: WriteMode;
  readonly validation: Validation;
  readonly rows: number;
  /** The copy before it is still there, so the replication can be undone. */
  readonly undoable: boolean;
}

/** How a copy stands to its source, found out without waking a warehouse. */
export interface Freshness {
  /** `schema.table`. */
  readonly target: string;
  readonly state: 'fresh' | 'behind' | 'unknown';
  /** One sentence for people, e.g. `The source is at version 12, the copy at 9.` */
  readonly reason: string;
}
