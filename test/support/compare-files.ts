import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';

/**
 * Opens files read-only side by side and compares tables: names, types and comments of their columns, and row for row,
 * NULLs and doubled rows included. Floats are the same where their texts are too, so that -0.0 is not 0.0.
 */
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
    const list = await rows(
      connection,
      `SELECT database_name, schema_name, table_name FROM duckdb_tables() WHERE database_name IN ('one', 'other') AND schema_name <> '_replicator'`,
    );
    const leftovers = list
      .map((row) => `${row.schema_name}.${row.table_name}`)
      .filter((name) => name.includes('__staging_'));
    const names = new Map(
      list
        .filter((row) => !String(row.table_name).includes('__staging_'))
        .map((row) => [`${quote(row.schema_name)}.${quote(row.table_name)}`, row]),
    );
    const differences: string[] = [];
    for (const [name, { schema_name: schema, table_name: table }] of names) {
      const shapes = await Promise.all(['one', 'other'].map((file) => describe(connection, file, schema, table)));
      if (JSON.stringify(shapes[0]) !== JSON.stringify(shapes[1])) {
        differences.push(`${name}: ${JSON.stringify(shapes)}`);
        continue;
      }
      const texts = (shapes[0] ?? []).filter(({ type }) => /FLOAT|DOUBLE/.test(String(type)));
      const select = ['*', ...texts.map((column) => `CAST(${quote(column.name)} AS VARCHAR)`)].join(', ');
      const [row] = await rows(
        connection,
        `SELECT (SELECT count(*) FROM (SELECT ${select} FROM one.${name} EXCEPT ALL SELECT ${select} FROM other.${name})) AS missing, (SELECT count(*) FROM (SELECT ${select} FROM other.${name} EXCEPT ALL SELECT ${select} FROM one.${name})) AS extra`,
      );
      if (row?.missing !== 0n || row?.extra !== 0n)
        differences.push(`${name}: ${row?.missing} missing, ${row?.extra} extra`);
    }
    return { tables: names.size, differences, leftovers };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function rows(connection: DuckDBConnection, sql: string) {
  return (await connection.runAndReadAll(sql)).getRowObjectsJS();
}

function quote(name: unknown): string {
  return `"${String(name).replaceAll('"', '""')}"`;
}

/** Columns in order with type and comment, and the comment of the table at the end. */
async function describe(connection: DuckDBConnection, file: string, schema: unknown, table: unknown) {
  const text = (value: unknown): string => `'${String(value).replaceAll("'", "''")}'`;
  const where = `database_name = '${file}' AND schema_name = ${text(schema)} AND table_name = ${text(table)}`;
  return rows(
    connection,
    `SELECT name, type, comment FROM (SELECT column_name AS name, data_type AS type, comment, column_index FROM duckdb_columns() WHERE ${where} UNION ALL SELECT NULL, NULL, comment, 1000000 FROM duckdb_tables() WHERE ${where}) ORDER BY column_index`,
  );
}
