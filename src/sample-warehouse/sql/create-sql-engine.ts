import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { addFiles } from '../data/add-files.ts';
import { addLive } from '../data/add-live.ts';
import { addMany } from '../data/add-many.ts';
import { addTpch } from '../data/add-tpch.ts';
import { addTypes } from '../data/add-types.ts';
import { versionedStatements } from '../data/add-versioned.ts';
import { VolumeStore } from '../volumes/volume-store.ts';
import { addDatabase } from './attached-database.ts';
import { DuckdbEngine } from './duckdb-engine.ts';
import { geoMacro, macros } from './macros.ts';
import { storeAlias, textLiteral } from './quote.ts';
import { Warehouse } from './warehouse.ts';

export interface SqlEngineOptions {
  /** Of `samples.tpch`: 1 is 6 million lines. */
  readonly scale: number;
  /** DuckDB files, each served as a catalog of its name without `.duckdb`. */
  readonly databases: readonly string[];
  /** Tables in `samples.many`; the schema is not there without them. */
  readonly manyTables?: number;
  /** Scratch folder; what the engine puts there goes when it closes. */
  readonly directory: string;
  readonly threads?: number;
  /** For DuckDB, e.g. `2GB`. */
  readonly memory?: string;
  /** What `current_user()` says. */
  readonly user?: string;
  /** A store of its own when absent. */
  readonly volumes?: VolumeStore;
  /** Length of the files that an export writes, about; 20 MB when absent. */
  readonly exportFileBytes?: number;
}

/** A warehouse with the catalog `samples` and the given files; tables are filled when they are first read. */
export async function createSqlEngine(
  options: SqlEngineOptions,
): Promise<{ readonly engine: DuckdbEngine; readonly catalog: Warehouse }> {
  const directory = path.join(options.directory, 'sql-engine');
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: options.memory ?? '2GB',
    temp_directory: path.join(directory, 'temp'),
    ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
  });
  const connection = await instance.connect();
  await connection.run(`ATTACH ${textLiteral(path.join(directory, 'store.duckdb'))} AS ${storeAlias}`);
  for (const macro of [...macros, geoMacro]) await connection.run(macro);
  await connection.run("SET GLOBAL default_null_order = 'nulls_first_on_asc_last_on_desc'");
  const warehouse = new Warehouse();
  warehouse.addCatalog('samples', 'Sample data, made on this machine');
  addTpch(warehouse, connection, options.scale);
  addTypes(warehouse, connection);
  addLive(warehouse, connection);
  const volumes = options.volumes ?? new VolumeStore(path.join(directory, 'volumes'));
  addFiles(warehouse, volumes);
  if (options.manyTables) addMany(warehouse, connection, options.manyTables);
  for (const file of options.databases) await addDatabase(warehouse, connection, file);
  const engine = new DuckdbEngine(
    instance,
    connection,
    warehouse,
    directory,
    options.user ?? 'sample.user@example.com',
    {
      volumes,
      exportFileBytes: options.exportFileBytes ?? 20_000_000,
    },
  );
  const session = { catalog: 'samples', schema: 'types', timeZone: 'Etc/UTC' };
  for (const [sql, time] of versionedStatements) {
    const signal = new AbortController().signal;
    const result = await engine.execute(sql, { session, signal }, time);
    await discard(result.batches);
  }
  return { engine, catalog: warehouse };
}

/** Reads a result to its end, so that its file goes. */
async function discard(batches: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of batches);
}
