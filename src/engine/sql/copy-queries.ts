import type { TargetName } from '../../shared/names.ts';
import type { Statement } from '../sink/sink.ts';
import { quoteDuckdb, quoteTargetName, targetAlias } from './duckdb-text.ts';

export function countCopy(name: TargetName): Statement {
  return { sql: `SELECT count(*) AS row_count FROM ${quoteTargetName(name)}` };
}

/** One row with the given expressions, named `a0`, `a1`, …. */
export function aggregateCopy(name: TargetName, expressions: readonly string[]): Statement {
  const list = expressions.map((expression, i) => `${expression} AS a${i}`);
  return { sql: `SELECT ${list.join(', ')} FROM ${quoteTargetName(name)}` };
}

/** How many values that are not NULL each column has, named `a0`, `a1`, …. */
export function countValues(name: TargetName, columns: readonly string[]): Statement {
  return aggregateCopy(
    name,
    columns.map((column) => `count(${quoteDuckdb(column)})`),
  );
}

/** A row where a table has this name. */
export function findTable({ schema, table }: TargetName): Statement {
  return {
    sql: 'SELECT 1 FROM duckdb_tables() WHERE database_name = $1 AND lower(schema_name) = lower($2) AND lower(table_name) = lower($3)',
    values: [targetAlias, schema, table],
  };
}

/** A row where a table or a view has this name. */
export function findTaken({ schema, table }: TargetName): Statement {
  return {
    sql: 'SELECT 1 FROM information_schema.tables WHERE table_catalog = $1 AND lower(table_schema) = lower($2) AND lower(table_name) = lower($3)',
    values: [targetAlias, schema, table],
  };
}

export function listIndexes({ schema, table }: TargetName): Statement {
  return {
    sql: 'SELECT index_name FROM duckdb_indexes() WHERE database_name = $1 AND lower(schema_name) = lower($2) AND lower(table_name) = lower($3)',
    values: [targetAlias, schema, table],
  };
}
