// What the machine can do: DuckDB's own CREATE TABLE AS from an attached file, unordered, until the new file has been let go.
import { availableParallelism } from 'node:os';
import { DuckDBInstance } from '@duckdb/node-api';
import { measure, readJob } from './support/measured-process.ts';

export interface LimitJob {
  /** A DuckDB file, and tables in it, `schema.table`. */
  readonly source: string;
  readonly tables: readonly string[];
  readonly file: string;
}

const { source, tables, file } = await readJob<LimitJob>();
const instance = await DuckDBInstance.create(':memory:', {
  threads: String(availableParallelism()),
  preserve_insertion_order: 'false',
});
const connection = await instance.connect();
await connection.run(`ATTACH '${source}' AS source (READ_ONLY)`);
await measure(0, async () => {
  await connection.run(`ATTACH '${file}' AS target`);
  for (const [index, table] of tables.entries()) {
    await connection.run(`CREATE TABLE target.copy_${index} AS SELECT * FROM source.${table}`);
  }
  await connection.run('DETACH target');
});
connection.closeSync();
instance.closeSync();
