import type { SourceName } from './names.ts';

/** What Unity Catalog says of a catalog. */
export interface CatalogEntry {
  readonly name: string;
  /** Unity Catalog's `catalog_type`, e.g. `MANAGED_CATALOG`. */
  readonly kind?: string;
  readonly owner?: string;
  readonly comment?: string;
}

export interface SchemaEntry {
  readonly catalog: string;
  readonly name: string;
  readonly owner?: string;
  readonly comment?: string;
}

export interface TableEntry {
  readonly name: SourceName;
  /** Unity Catalog's `table_type`: `MANAGED`, `EXTERNAL`, `VIEW`, `MATERIALIZED_VIEW`, `STREAMING_TABLE`, …; unknown ones as they come. */
  readonly kind: string;
  /** `DELTA`, `ICEBERG`, …; absent for views. */
  readonly format?: string;
  readonly owner?: string;
  readonly comment?: string;
}

export interface ColumnEntry {
  readonly name: string;
  /** Databricks SQL type text, e.g. `decimal(18,2)`. */
  readonly type: string;
  readonly nullable: boolean;
  readonly comment?: string;
}

/** Everything about one table that costs no statement. */
export interface TableDetails extends TableEntry {
  readonly columns: readonly ColumnEntry[];
  readonly partitionColumns: readonly string[];
  readonly primaryKey: readonly string[];
  /** A row filter or a column mask is set: what is read is what this identity may see. */
  readonly filtered: boolean;
  /** ISO 8601. */
  readonly createdAt?: string;
  /** ISO 8601; of the table's definition, not of its rows. */
  readonly updatedAt?: string;
  /** The newest Delta version, where the catalog keeps it. */
  readonly version?: number;
  /** Bytes in the source's files, where the catalog keeps it. */
  readonly bytes?: number;
  readonly properties: Readonly<Record<string, string>>;
}

export type WarehouseState = 'STARTING' | 'RUNNING' | 'STOPPING' | 'STOPPED' | 'DELETING' | 'DELETED' | (string & {});

export interface WarehouseEntry {
  readonly id: string;
  readonly name: string;
  /** E.g. `2X-Small`. */
  readonly size: string;
  readonly state: WarehouseState;
  readonly kind: 'serverless' | 'pro' | 'classic';
  /** `/sql/1.0/warehouses/<id>`. */
  readonly httpPath: string;
  readonly autoStopMinutes?: number;
}
