import type { ColumnMapping } from './column-mapping.ts';
import type { ErrorData } from './errors.ts';
import type { SourceName, TargetName } from './names.ts';
import type { DropDuplicates } from './transform.ts';

export type Level = 'basic' | 'pandas' | 'parquet' | 'streaming';
export type WriteMode = 'replace' | 'append' | 'merge' | 'changes';
/** `counts` always holds; `aggregates` costs one scan of the source in addition. */
export type Validation = 'counts' | 'aggregates';

/** What a run will do, as pure data; showing it is the dry run. */
export interface Plan {
  /** ISO 8601. */
  readonly createdAt: string;
  /** Identity of what the document asks for, so that a run goes on only for the document it was planned from. */
  readonly document: string;
  /** Host of the workspace. */
  readonly host: string;
  /** Absolute path of the DuckDB file. */
  readonly file: string;
  readonly limits: Limits;
  readonly tables: readonly TablePlan[];
  /** Tables that were asked for and cannot be copied, with the reason. */
  readonly refused: readonly RefusedTable[];
  /** What a user should know of the whole before the run, such as a disk that may be too small. */
  readonly warnings?: readonly string[];
  /** The warehouse as it was before it was asked anything for this plan, which starts it. */
  readonly warehouse?: { readonly name?: string; readonly state: string };
  /** The newest run that broke off and left rows for one of these tables. A resume goes on with them, a new run drops them. */
  readonly resumable?: string;
}

export interface Limits {
  /** Tables at once. */
  readonly tables: number;
  /** Parallel downloads per table. */
  readonly downloads: number;
  /** Memory that the engine's process may take in all, in bytes: DuckDB, downloads and batches share it. */
  readonly memoryBytes: number;
  readonly threads: number;
  /** Bytes per second over the wire, all tables together; absent for as fast as it goes. */
  readonly bandwidthBytes?: number;
  /** Rows of a batch of the level `basic`. */
  readonly batchRows: number;
  /** Decompressed bytes after which a group of chunks is committed. */
  readonly groupBytes: number;
  /** Size on the source's side above which a table is cut into slices, and the size of a slice, in bytes. */
  readonly sliceBytes: number;
}

export interface RefusedTable {
  /** `catalog.schema.table`. */
  readonly source: string;
  readonly error: ErrorData;
}

export interface TablePlan {
  readonly source: SourceName;
  readonly target: TargetName;
  /** Unity Catalog's table type. */
  readonly kind: string;
  readonly level: Level;
  /** One sentence a user can read. */
  readonly levelReason: string;
  readonly mode: WriteMode;
  readonly validation: Validation;
  /** The pinned Delta version; absent where the source has none. */
  readonly version?: number;
  /** Why no version is pinned. */
  readonly unpinnedReason?: string;
  /** What is read of the source; where there is a `transform`, these are the columns of the frame, not of the copy. */
  readonly columns: readonly ColumnMapping[];
  readonly transform?: TransformPlan;
  /** Of the level `parquet`: the files stay beside the database after publishing. */
  readonly keepSpool?: boolean;
  /** Of the level `parquet`: the folder of a volume into which the warehouse itself writes the files. */
  readonly volume?: string;
  /** The user's filter, as written. */
  readonly where?: string;
  readonly comment?: string;
  /** Whole rows of the source where known, before `where`. */
  readonly estimatedRows?: number;
  /** Size on the source's side (compressed files), where known. */
  readonly sourceBytes?: number;
  readonly estimatedSeconds?: number;
  readonly slices: readonly SlicePlan[];
  /** `SELECT count(*) …` on the source, asked before publishing; absent where it would cost a scan. */
  readonly countSql?: string;
  /** The SQL on the side of DuckDB, in order: staging, publish. */
  readonly sinkSql: readonly string[];
  /** Names that had to change, losses, replaced tables, missing guarantees: what a user should know before the run. */
  readonly warnings: readonly string[];
}

/** What becomes of the frame of a table before it is staged; checked, with the resulting types. */
export interface TransformPlan {
  /** The columns of the copy, in order. */
  readonly columns: readonly TransformedColumn[];
  /** DuckDB SQL over the frame, as written. */
  readonly filter?: string;
  readonly dropDuplicates?: DropDuplicates;
  /** A row's fate depends on the others: nothing can be written before the whole frame is there. */
  readonly needsAllRows: boolean;
  /** The whole SELECT, in which `frame` stands for the frame. */
  readonly sql: string;
}

export interface TransformedColumn {
  readonly target: string;
  /** DuckDB type text of the expression. */
  readonly targetType: string;
  /** DuckDB SQL over the columns of the frame. */
  readonly expression: string;
  /** The column of the source that it is, unchanged; absent where it is computed. */
  readonly unchanged?: string;
  /** Goes into the column's COMMENT. */
  readonly comment?: string;
}

/** A part of a table that one statement reads; the union of all slices is the table. */
export interface SlicePlan {
  readonly index: number;
  /** `all`, or the range in words. */
  readonly label: string;
  /** The whole statement for the warehouse. */
  readonly sql: string;
  /** The same rows in the staging table, as a DuckDB condition; `true` for the only slice. */
  readonly stagedCondition: string;
}
