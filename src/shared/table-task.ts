import type { TargetTemplate } from './document/replication.ts';
import type { SourceName, TargetName } from './names.ts';
import type { Level, Validation, WriteMode } from './plan.ts';
import type { Transform } from './transform.ts';

/** One table of a replication document, wildcards and defaults resolved. */
export interface TableTask {
  readonly source: SourceName;
  readonly target: TargetName;
  /** What `target` was made from. */
  readonly template?: TargetTemplate;
  /** The target was written down for this very table, so it may not be changed to avoid a collision. */
  readonly targetIsExplicit: boolean;
  readonly level: Level | 'auto';
  readonly mode: WriteMode;
  readonly validation: Validation;
  /** Columns to keep, in this order; absent for all. */
  readonly columns?: readonly string[];
  readonly exclude?: readonly string[];
  /** A Databricks SQL condition, as the user wrote it. */
  readonly where?: string;
  readonly transform?: Transform;
  readonly keepSpool?: boolean;
  /** A folder of a volume, `/Volumes/…`. */
  readonly volume?: string;
}
