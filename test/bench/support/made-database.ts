import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { DuckDBInstance, version } from '@duckdb/node-api';

/** A table of a database that is made ahead of the benchmark. */
export interface MadeTable {
  readonly schema: string;
  readonly name: string;
  readonly rows: number;
  /** SELECT of exactly `rows` rows. */
  readonly query: string;
}

export const cacheFolder = path.resolve(import.meta.dirname, '../../../.cache/bench');

/** Tells what is in the file, and what wrote it: another DuckDB may store and hash otherwise. */
export function databaseName(tables: readonly MadeTable[], duckdb: string): string {
  const identity = createHash('sha256')
    .update(JSON.stringify([duckdb, tables]))
    .digest('hex')
    .slice(0, 12);
  return `bench_${identity}.duckdb`;
}

/** Makes the tables once; the catalog that serves the file is called as the file is. */
export async function madeDatabase(tables: readonly MadeTable[]): Promise<string> {
  const file = path.join(cacheFolder, databaseName(tables, version()));
  if (existsSync(file)) return file;
  mkdirSync(cacheFolder, { recursive: true });
  const folder = mkdtempSync(path.join(cacheFolder, 'making-'));
  try {
    const making = path.join(folder, 'made.duckdb');
    await make(tables, making);
    renameSync(making, file);
    return file;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function make(tables: readonly MadeTable[], file: string): Promise<void> {
  const instance = await DuckDBInstance.create(file, { preserve_insertion_order: 'false' });
  const connection = await instance.connect();
  for (const { schema, name, rows, query } of tables) {
    if (rows >= 100_000) console.error(`Making ${schema}.${name}: ${rows} rows (once) …`);
    await connection.run(`CREATE SCHEMA IF NOT EXISTS "${schema}"; CREATE TABLE "${schema}"."${name}" AS ${query}`);
  }
  await connection.run('CHECKPOINT');
  connection.closeSync();
  instance.closeSync();
}

export function catalogOf(file: string): string {
  return path.basename(file, '.duckdb');
}
