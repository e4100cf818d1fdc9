import type { DuckDBConnection } from '@duckdb/node-api';
import { segmentName } from './commit.ts';
import { quoteIdentifier, storeTable } from './quote.ts';
import type { Column, Segment } from './relation.ts';
import { SqlError } from './sql-engine.ts';
import { storageType } from './types.ts';

/** Keeps the rows of a query, whose columns stand in the order of `columns`, as a segment. */
export async function storeRows(
  connection: DuckDBConnection,
  columns: readonly Column[],
  query: string,
  extra: readonly string[] = [],
): Promise<Segment> {
  const source = storeTable(segmentName('rows'));
  const names = columns.map((_, index) => `c${index}`);
  const values = columns.map(
    (column, index) => `CAST(c${index} AS ${storageType(column.type)}) AS ${quoteIdentifier(column.physical)}`,
  );
  await connection.run(
    `CREATE TABLE ${source} AS SELECT ${[...values, ...extra].join(', ')} FROM (${query}) AS q(${[...names, ...extra].join(', ')})`,
  );
  const required = columns.filter((column) => !column.nullable);
  const nulls = required.map((column) => `count_if(${quoteIdentifier(column.physical)} IS NULL)`);
  const counted = await connection.runAndReadAll(`SELECT ${['count(*)', ...nulls].join(', ')} FROM ${source}`);
  const [rows, ...missing] = (counted.getRowsJS()[0] ?? []).map(Number);
  const violated = required.find((_, index) => (missing[index] ?? 0) > 0);
  if (violated !== undefined) {
    await connection.run(`DROP TABLE ${source}`);
    throw new SqlError(
      'DELTA_NOT_NULL_CONSTRAINT_VIOLATED',
      '23502',
      `[DELTA_NOT_NULL_CONSTRAINT_VIOLATED] NOT NULL constraint violated for column: ${violated.name}. SQLSTATE: 23502`,
    );
  }
  const count = rows ?? 0;
  return { source, columns: columns.map((column) => column.physical), rows: count, bytes: count * columns.length * 12 };
}
