import { DuckDBInstance, type JS } from '@duckdb/node-api';

/** Rows of a query over a file that is opened read-only as `copy`. */
export async function readCopy(file: string, sql: string): Promise<readonly Readonly<Record<string, JS>>[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    await connection.run(`ATTACH '${file.replaceAll("'", "''")}' AS copy (READ_ONLY)`);
    await connection.run('USE copy');
    await connection.run("SET TimeZone = 'UTC'");
    return (await connection.runAndReadAll(sql)).getRowObjectsJS();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
