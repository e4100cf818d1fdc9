import type { Catalog } from './catalog.ts';
import type { FaultRule } from './faults/fault-rule.ts';
import type { Framing } from './results/stored-result.ts';
import type { SqlEngine } from './sql/sql-engine.ts';
import type { VolumeStore } from './volumes/volume-store.ts';
import type { WarehouseState } from './warehouses/warehouse.ts';
import type { SampleWarehouseFeatures } from './warehouses/warehouse-features.ts';

export interface SampleWarehouseOptions {
  /** 0, or absent: a free one. */
  readonly port?: number;
  /** Scale factor of the sample data. */
  readonly scale?: number;
  /** DuckDB files to serve as catalogs of their own. */
  readonly databases?: readonly string[];
  readonly faults?: readonly FaultRule[];
  /** What executes SQL, in place of the built-in engine, and the volumes it exports to. */
  readonly backend?: { readonly engine: SqlEngine; readonly catalog: Catalog; readonly volumes?: VolumeStore };
  /** Decompressed bytes per result file; about 20 MB when absent. */
  readonly fileBytes?: number;
  /** Bytes per Parquet file that is exported to a volume; about 20 MB when absent. */
  readonly exportFileBytes?: number;
  readonly framing?: Framing;
  readonly linkLifetimeMs?: number;
  readonly resultLifetimeMs?: number;
  /** What `byte_count` of a link says: `stored` as since 2025, `raw` as before. */
  readonly linkByteCount?: 'stored' | 'raw';
  readonly linksPerResponse?: number | 'all';
  /** Newer servers give the SQLSTATE beside the error too. */
  readonly sqlStateInStatus?: boolean;
  readonly warehouseState?: WarehouseState;
  /** Warehouses besides the one that `httpPath` means. */
  readonly furtherWarehouses?: readonly SampleWarehouseFeatures[];
  /** How long STARTING and STOPPING last. */
  readonly warehouseStartMs?: number;
  /** Items per page of the Unity Catalog lists. */
  readonly pageLength?: number;
  /** Small tables in a schema of their own, `samples.many`; none when absent. */
  readonly manyTables?: number;
  /** How long a token lasts that was given out by signing in; an hour when absent. */
  readonly tokenLifetimeSeconds?: number;
  /** IANA name of the sessions' time zone. */
  readonly timeZone?: string;
}
