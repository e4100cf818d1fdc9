import { DuckDBInstance } from '@duckdb/node-api';

/** Opens files read-only side by side and compares tables row for row, NULLs and doubled rows included. */
export async function compareFiles(
  one: string,
  other: string,
): Promise<{
  readonly tables: number;
  readonly differences: readonly string[];
  readonly leftovers: readonly string[];
}> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    await connection.run(`ATTACH '${one}' AS one (READ_ONLY)`);
    await connection.run(`ATTACH '${other}' AS other (READ_ONLY)`);
    const rows = async (sql: string) => (await connection.runAndReadAll(sql)).getRowObjectsJS();
    const quote = (name: unknown): string => `"${String(name).replaceAll('"', '""')}"`;
    const list = await rows(
      `SELECT database_name, schema_name, table_name FROM duckdb_tables() WHERE database_name IN ('one', 'other') AND schema_name <> '_replicator'`,
    );
    const leftovers = list
      .map((row) => `${row.schema_name}.${row.table_name}`)
      .filter((name) => name.includes('__staging_'));
    const names = [...new Set(list.map((row) => `${quote(row.schema_name)}.${quote(row.table_name)}`))].filter(
      (name) => !name.includes('__staging_'),
    );
    const differences: string[] = [];
    for (const name of names) {
      const [row] = await rows(
        `SELECT (SELECT count(*) FROM (FROM one.${name} EXCEPT ALL FROM other.${name})) AS missing, (SELECT count(*) FROM (FROM other.${name} EXCEPT ALL FROM one.${name})) AS extra`,
      );
      if (row?.missing !== 0n || row?.extra !== 0n)
        differences.push(`${name}: ${row?.missing} missing, ${row?.extra} extra`);
    }
    return { tables: names.length, differences, leftovers };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
