import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Catalog, CatalogColumn, CatalogTable } from '../../src/sample-warehouse/catalog.ts';
import { type SampleWarehouse, startSampleWarehouse } from '../../src/sample-warehouse/sample-warehouse.ts';
import { createSqlEngine } from '../../src/sample-warehouse/sql/create-sql-engine.ts';
import { quoteIdentifier, textLiteral } from '../../src/sample-warehouse/sql/quote.ts';
import { prepareSegments } from '../../src/sample-warehouse/sql/reads.ts';
import { type Column, latestVersion, selectSegments } from '../../src/sample-warehouse/sql/relation.ts';
import { storageType } from '../../src/sample-warehouse/sql/types.ts';
import type { Warehouse } from '../../src/sample-warehouse/sql/warehouse.ts';
import { VolumeStore } from '../../src/sample-warehouse/volumes/volume-store.ts';

export interface ServedOptions {
  readonly scale?: number;
  readonly databases?: readonly string[];
  readonly fileBytes?: number;
  readonly exportFileBytes?: number;
  readonly warehouseStartMs?: number;
  /** What Unity Catalog says of a column in place of its type. */
  readonly typeText?: (column: CatalogColumn) => string;
}

/** What part of a table is expected to have arrived. */
export interface Expected {
  /** `[catalog, schema, table]` */
  readonly source: readonly string[];
  /** `[schema, table]` */
  readonly target: readonly [string, string];
  /** The newest when absent. */
  readonly version?: number;
  /** Names in the order of the copy; all when absent. */
  readonly columns?: readonly string[];
  /** A condition of DuckDB over the stored rows. */
  readonly where?: string;
}

/** A sample warehouse in this process, whose stored rows can be compared with copies, past all that serves them. */
export class ServedTables {
  readonly warehouse: SampleWarehouse;
  private readonly catalog: Warehouse;
  private readonly connection: DuckDBConnection;
  private readonly folder: string;
  private attached = 0;

  private constructor(warehouse: SampleWarehouse, catalog: Warehouse, connection: DuckDBConnection, folder: string) {
    this.warehouse = warehouse;
    this.catalog = catalog;
    this.connection = connection;
    this.folder = folder;
  }

  static async start({
    scale = 0.01,
    databases = [],
    typeText,
    exportFileBytes = 20_000_000,
    ...options
  }: ServedOptions = {}): Promise<ServedTables> {
    const folder = await mkdtemp(path.join(tmpdir(), 'served-'));
    const volumes = new VolumeStore(path.join(folder, 'volumes'));
    const { engine, catalog } = await createSqlEngine({
      scale,
      databases,
      directory: folder,
      volumes,
      exportFileBytes,
    });
    const warehouse = await startSampleWarehouse({
      ...options,
      backend: { engine, volumes, catalog: typeText === undefined ? catalog : retyped(catalog, typeText) },
    });
    return new ServedTables(warehouse, catalog, await engine.connect(), folder);
  }

  async close(): Promise<void> {
    this.connection.closeSync();
    await this.warehouse.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Executes SQL of the warehouse, past all faults. */
  async execute(...statements: readonly string[]): Promise<void> {
    for (const sql of statements) {
      const session = { catalog: 'samples', schema: 'types', timeZone: 'Etc/UTC' };
      const signal = new AbortController().signal;
      const { batches } = await this.warehouse.engine.execute(sql, { session, signal });
      for await (const _ of batches);
    }
  }

  /**
   * Rows, NULLs and doubled rows included, that are served and did not arrive, or arrived and are not served; floats
   * count as equal only where their shortest texts are, so that NaN is NaN and -0.0 is not 0.0.
   */
  async differences(file: string, expected: readonly Expected[]): Promise<readonly string[]> {
    this.attached += 1;
    const copy = `copy_${this.attached}`;
    await this.connection.run(`ATTACH ${textLiteral(file)} AS ${copy} (READ_ONLY)`);
    try {
      const differences: string[] = [];
      for (const one of expected) {
        const served = await this.served(one);
        const arrived = this.arrived(one, [copy, ...one.target].map(quoteIdentifier).join('.'));
        const [missing, extra] = await Promise.all([
          this.count(`${served} EXCEPT ALL ${arrived}`),
          this.count(`${arrived} EXCEPT ALL ${served}`),
        ]);
        if (missing > 0n || extra > 0n) {
          differences.push(`${one.source.join('.')}: ${missing} rows are missing, ${extra} are too many`);
        }
      }
      return differences;
    } finally {
      await this.connection.run(`DETACH ${copy}`);
    }
  }

  private columns({ source, version, columns }: Expected): readonly Column[] {
    const all = this.version(source, version).columns;
    return columns === undefined
      ? all
      : columns.map((name) => {
          const found = all.find((column) => column.name === name);
          if (found === undefined) throw new Error(`${source.join('.')} has no column ${name}.`);
          return found;
        });
  }

  private version(source: readonly string[], version: number | undefined) {
    const relation = this.catalog.find(source, { catalog: '', schema: '' });
    const found = version === undefined ? latestVersion(relation) : relation.versions[version];
    if (found === undefined) throw new Error(`${source.join('.')} has no version ${version}.`);
    return found;
  }

  private async served(expected: Expected): Promise<string> {
    const version = this.version(expected.source, expected.version);
    await prepareSegments(version.segments);
    // Under the names of their places, so that names that DuckDB does not tell apart are no matter.
    const all = version.columns.map((column) => column.name);
    const wanted = this.columns(expected).map((column) => storedValue(`c${all.indexOf(column.name)}`, column));
    const rows = `SELECT * FROM (${selectSegments(version.segments, version.columns)}) WHERE ${expected.where ?? 'true'}`;
    return `(SELECT ${wanted.join(', ')} FROM (${rows}) AS t(${all.map((_, i) => `c${i}`).join(', ')}))`;
  }

  private arrived(expected: Expected, table: string): string {
    const columns = this.columns(expected);
    const names = columns.map((_, i) => `c${i}`);
    const values = columns.map((column, i) => arrivedValue(`c${i}`, column));
    return `(SELECT ${values.join(', ')} FROM ${table} AS t(${names.join(', ')}))`;
  }

  private async count(query: string): Promise<bigint> {
    const [row] = (await this.connection.runAndReadAll(`SELECT count(*) AS n FROM (${query})`)).getRowObjectsJS();
    if (typeof row?.n !== 'bigint') throw new Error('A count is missing.');
    return row.n;
  }
}

function retyped(catalog: Catalog, typeText: (column: CatalogColumn) => string): Catalog {
  const retype = (table: CatalogTable): CatalogTable => ({
    ...table,
    columns: table.columns.map((column) => ({ ...column, typeText: typeText(column) })),
  });
  return {
    catalogs: () => catalog.catalogs(),
    schemas: (name) => catalog.schemas(name),
    tables: (name, schema) => catalog.tables(name, schema)?.map(retype),
    table: (name, schema, table) => {
      const found = catalog.table(name, schema, table);
      return found === undefined ? undefined : retype(found);
    },
  };
}

function isFloat({ type }: Column): boolean {
  return type.kind === 'plain' && (type.name === 'FLOAT' || type.name === 'DOUBLE');
}

/** What DuckDB has no type for is stored as a struct of one field; what should arrive of it is worked out here. */
function storedValue(name: string, column: Column): string {
  if (isFloat(column)) return `CAST(${name} AS VARCHAR)`;
  const { type } = column;
  const inner = `struct_extract_at(${name}, 1)`;
  const size = `abs(CAST(${inner} AS HUGEINT))`;
  const sign = `CASE WHEN ${inner} < 0 THEN '-' ELSE '' END`;
  switch (type.kind) {
    case 'geo':
      return inner;
    case 'yearMonth':
      return `'INTERVAL ''' || ${sign} || ${size} // 12 || '-' || ${size} % 12 || ''' YEAR TO MONTH'`;
    case 'dayTime': {
      const two = (value: string) => `lpad(CAST(${value} AS VARCHAR), 2, '0')`;
      const seconds = `${size} // 1000000`;
      const rest = `rtrim('.' || lpad(CAST(${size} % 1000000 AS VARCHAR), 6, '0'), '0')`;
      const clock = [`${seconds} // 3600 % 24`, `${seconds} // 60 % 60`, `${seconds} % 60`]
        .map(two)
        .join(` || ':' || `);
      return `'INTERVAL ''' || ${sign} || ${seconds} // 86400 || ' ' || ${clock} || rtrim(${rest}, '.') || ''' DAY TO SECOND'`;
    }
    case 'plain':
      if (type.name === 'VOID') return 'CAST(NULL AS VARCHAR)';
      return type.name === 'VARIANT' ? inner : name;
    default:
      if (storageType(type).includes('"#')) throw new Error(`${column.name} cannot be compared here.`);
      return name;
  }
}

function arrivedValue(name: string, column: Column): string {
  const asText = isFloat(column) || (column.type.kind === 'plain' && column.type.name === 'VARIANT');
  return asText ? `CAST(${name} AS VARCHAR)` : name;
}
