import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

/** A table of a database that is made ahead of the benchmark. */
export interface MadeTable {
  readonly schema: string;
  readonly name: string;
  readonly rows: number;
  /** SELECT of exactly `rows` rows. */
  readonly query: string;
}

export const cacheFolder = path.resolve(import.meta.dirname, '../../../.cache/bench');

/** Makes the tables once; the name of the file, and with it of the catalog that serves it, tells what is in it. */
export async function madeDatabase(tables: readonly MadeTable[]): Promise<string> {
  const identity = createHash('sha256').update(JSON.stringify(tables)).digest('hex').slice(0, 12);
  const file = path.join(cacheFolder, `bench_${identity}.duckdb`);
  if (existsSync(file)) return file;
  mkdirSync(cacheFolder, { recursive: true });
  const making = `${file}.making`;
  rmSync(making, { force: true });
  const instance = await DuckDBInstance.create(making, { preserve_insertion_order: 'false' });
  const connection = await instance.connect();
  for (const { schema, name, rows, query } of tables) {
    if (rows >= 100_000) console.error(`Making ${schema}.${name}: ${rows} rows (once) …`);
    await connection.run(`CREATE SCHEMA IF NOT EXISTS "${schema}"; CREATE TABLE "${schema}"."${name}" AS ${query}`);
  }
  await connection.run('CHECKPOINT');
  connection.closeSync();
  instance.closeSync();
  renameSync(making, file);
  return file;
}

export function catalogOf(file: string): string {
  return path.basename(file, '.duckdb');
}
