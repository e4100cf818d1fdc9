import type { DuckDBResult, DuckDBValue } from '@duckdb/node-api';
import type { SinkRow, SinkValue } from '../sink.ts';

/** All rows; what JavaScript has no exact value for (DECIMAL, dates, nested values) as the text DuckDB prints. */
export async function readRows(result: DuckDBResult): Promise<readonly SinkRow[]> {
  const names = result.columnNames();
  const rows = await result.getRows();
  return rows.map((row) => Object.fromEntries(names.map((name, i) => [name, readValue(row[i] ?? null)])));
}

function readValue(value: DuckDBValue): SinkValue {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'bigint':
    case 'boolean':
      return value;
    default:
      return value === null ? null : String(value);
  }
}
