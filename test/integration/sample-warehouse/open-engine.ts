import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Table } from 'apache-arrow';
import { createSqlEngine } from '../../../src/sample-warehouse/sql/create-sql-engine.ts';
import type { SqlParameter, SqlSession } from '../../../src/sample-warehouse/sql/sql-engine.ts';

/** An engine at scale 0.01 in a folder of its own. */
export async function openEngine(databases: readonly string[] = []) {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'sql-engine-'));
  const { engine, catalog } = await createSqlEngine({ scale: 0.01, databases, directory, threads: 2 });
  const session: SqlSession = { catalog: 'samples', schema: 'tpch', timeZone: 'America/Los_Angeles' };
  const execute = (sql: string, parameters: readonly SqlParameter[] = []) =>
    engine.execute(sql, { session, parameters, signal: new AbortController().signal });
  return {
    engine,
    catalog,
    session,
    execute,
    /** The result as one table. */
    async read(sql: string, parameters: readonly SqlParameter[] = []) {
      const result = await execute(sql, parameters);
      const batches = [];
      for await (const batch of result.batches) batches.push(batch);
      return { ...result, batches, table: new Table(result.schema, batches) };
    },
    /** Rows of values; bigints and decimals as they are. */
    async rows(sql: string, parameters: readonly SqlParameter[] = []): Promise<unknown[][]> {
      const { table } = await this.read(sql, parameters);
      return table.toArray().map((row) => [...row].map(([, value]) => value));
    },
    async close() {
      await engine.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
