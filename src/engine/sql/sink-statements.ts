import type { ColumnMapping } from '../../shared/column-mapping.ts';
import type { TargetName } from '../../shared/names.ts';
import { duckdbString, quoteDuckdb, quoteTargetName, targetAlias } from './duckdb-text.ts';

/** The table function through which chunks enter DuckDB. */
export const chunkFunction = 'replicator_chunks';

/** With the type said, a file of another kind is refused instead of opened by an extension. */
export function attachFile(path: string, readOnly: boolean): string {
  const options = readOnly ? 'TYPE duckdb, READ_ONLY' : 'TYPE duckdb';
  return `ATTACH ${duckdbString(path)} AS ${quoteDuckdb(targetAlias)} (${options})`;
}

export const detachFile = `DETACH ${quoteDuckdb(targetAlias)}`;

function columnList(columns: readonly ColumnMapping[]): string {
  return columns.map((column) => quoteDuckdb(column.target)).join(', ');
}

/** Prepared only, to learn the types of the columns. */
export function selectColumns(table: TargetName, columns: readonly ColumnMapping[]): string {
  return `SELECT ${columnList(columns)} FROM ${quoteTargetName(table)}`;
}

export function insertChunks(table: TargetName, columns: readonly ColumnMapping[]): string {
  return `INSERT INTO ${quoteTargetName(table)} (${columnList(columns)}) SELECT * FROM ${chunkFunction}()`;
}
