import { DuckDBInstance } from '@duckdb/node-api';
import type { MadeName } from './contenders.ts';

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** What really is in a file that has been let go, whoever wrote it. @throws Error where one of the tables is missing */
export async function countRows(file: string, tables: readonly MadeName[]): Promise<number> {
  const instance = await DuckDBInstance.create(file, { access_mode: 'READ_ONLY' });
  try {
    const connection = await instance.connect();
    try {
      let rows = 0;
      for (const { schema, table } of tables) {
        const counted = await connection.run(`SELECT count(*) FROM ${quoted(schema)}.${quoted(table)}`);
        const [[count] = []] = await counted.getRows();
        rows += Number(count);
      }
      return rows;
    } finally {
      connection.closeSync();
    }
  } finally {
    instance.closeSync();
  }
}
