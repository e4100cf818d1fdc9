import type { ColumnMapping } from '../../shared/column-mapping.ts';
import type { SourceName } from '../../shared/names.ts';
import { wrapCondition } from './condition.ts';
import { quoteDatabricks, quoteSourceName } from './databricks-text.ts';

/** What is read of a table: at which version, and which rows. */
export interface SourceScope {
  readonly source: SourceName;
  readonly version?: number;
  /** The user's condition, unwrapped. */
  readonly where?: string;
  /** The condition of a slice, made by us. */
  readonly slice?: string;
}

export function selectColumns(scope: SourceScope, columns: readonly ColumnMapping[]): string {
  const list = columns.map((column) =>
    column.expression === undefined
      ? quoteDatabricks(column.source)
      : `${column.expression} AS ${quoteDatabricks(column.source)}`,
  );
  return `SELECT ${list.join(', ')} FROM ${scoped(scope)}`;
}

export function countRows(scope: SourceScope): string {
  return `SELECT count(*) AS row_count FROM ${scoped(scope)}`;
}

/** The first rows as people look at them; a timestamp comes whole only where it comes as text. */
export function selectFirstRows(
  source: SourceName,
  columns: readonly { readonly name: string; readonly type: string }[],
  rows: number,
): string {
  const list = columns.map(({ name, type }) => {
    const quoted = quoteDatabricks(name);
    return /^timestamp/i.test(type) ? `CAST(${quoted} AS STRING) AS ${quoted}` : quoted;
  });
  return `SELECT ${list.length === 0 ? '*' : list.join(', ')} FROM ${quoteSourceName(source)} LIMIT ${rows}`;
}

export function explain(sql: string): string {
  return `EXPLAIN ${sql}`;
}

export function describeHistory(source: SourceName): string {
  return `DESCRIBE HISTORY ${quoteSourceName(source)} LIMIT 1`;
}

export function describeDetail(source: SourceName): string {
  return `DESCRIBE DETAIL ${quoteSourceName(source)}`;
}

/** One row with the given expressions, named `a0`, `a1`, …. */
export function selectAggregates(scope: SourceScope, expressions: readonly string[]): string {
  return `SELECT ${expressions.map((expression, i) => `${expression} AS a${i}`).join(', ')} FROM ${scoped(scope)}`;
}

/** Behind FROM: the table, its version and the conditions. */
export function scoped(scope: SourceScope): string {
  const version = scope.version === undefined ? '' : ` VERSION AS OF ${scope.version}`;
  const conditions = [scope.where === undefined ? undefined : wrapCondition(scope.where), scope.slice];
  const where = conditions.filter((condition) => condition !== undefined).join(' AND ');
  return `${quoteSourceName(scope.source)}${version}${where === '' ? '' : ` WHERE ${where}`}`;
}
