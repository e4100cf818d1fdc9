import type { ColumnMapping } from '../../shared/column-mapping.ts';
import type { TargetName } from '../../shared/names.ts';
import type { TransformPlan } from '../../shared/plan.ts';
import { chunkFunction } from './chunk-function.ts';
import { duckdbString, quoteDuckdb, quoteTargetName, targetAlias } from './duckdb-text.ts';
import { chunkFrame, readingAll, selectTransformed } from './transform-queries.ts';

/** With the type said, a file of another kind is refused instead of opened by an extension. */
export function attachFile(path: string, readOnly: boolean): string {
  const options = readOnly ? 'TYPE duckdb, READ_ONLY' : 'TYPE duckdb';
  return `ATTACH ${duckdbString(path)} AS ${quoteDuckdb(targetAlias)} (${options})`;
}

/** Stays open to DuckDB when all else is closed. */
export function allowFolder(folder: string): string {
  return `SET allowed_directories = [${duckdbString(folder)}]`;
}

export const detachFile = `DETACH ${quoteDuckdb(targetAlias)}`;
export const detachIfAttached = `DETACH DATABASE IF EXISTS ${quoteDuckdb(targetAlias)}`;

function columnList(columns: readonly ColumnMapping[]): string {
  return columns.map((column) => quoteDuckdb(column.target)).join(', ');
}

/** Prepared only, to learn the types of the columns. */
export function selectColumns(table: TargetName, columns: readonly ColumnMapping[]): string {
  return `SELECT ${columnList(columns)} FROM ${quoteTargetName(table)}`;
}

export function insertTransformed(
  table: TargetName,
  columns: readonly ColumnMapping[],
  transform: Pick<TransformPlan, 'columns' | 'filter' | 'dropDuplicates'>,
): string {
  const list = transform.columns.map(({ target }) => quoteDuckdb(target)).join(', ');
  return `INSERT INTO ${quoteTargetName(table)} (${list}) ${selectTransformed({ ...transform, ...readingAll(transform) }, columns, chunkFrame(columns))}`;
}

export function insertChunks(table: TargetName, columns: readonly ColumnMapping[]): string {
  return `INSERT INTO ${quoteTargetName(table)} (${columnList(columns)}) SELECT * FROM ${chunkFunction}()`;
}
