import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { RecordBatch } from 'apache-arrow';
import { resultType } from './duckdb-type.ts';
import { quoteIdentifier, textLiteral } from './quote.ts';
import { type ReadColumn, readSpooled, resultSchema, spoolQuery } from './read-arrow.ts';
import { withoutMark } from './relation.ts';
import type { ResultColumn, SqlResult, SqlSession } from './sql-engine.ts';
import { typeText } from './types.ts';

export interface Query {
  /** For DuckDB. */
  readonly sql: string;
  /** Where DuckDB's own would differ. */
  readonly names?: readonly (string | undefined)[];
  readonly comments?: readonly (string | null)[];
  readonly required?: ReadonlySet<string>;
  readonly cacheKey?: string;
  readonly modifiedRows?: number;
}

/** Runs a query to its end into a file of `folder`, from which the batches then come. */
export async function runQuery(
  connection: DuckDBConnection,
  query: Query,
  context: {
    readonly session: SqlSession;
    readonly file: string;
    readonly rowLimit?: number;
    readonly isKept?: (cacheKey: string) => boolean;
    readonly signal: AbortSignal;
  },
): Promise<SqlResult> {
  const columns = await describeQuery(connection, query);
  const names = columns.map((_, index) => `c${index}`).join(', ');
  const limit = context.rowLimit === undefined ? '' : ` LIMIT ${context.rowLimit}`;
  const kept = query.cacheKey !== undefined && context.isKept?.(query.cacheKey) === true;
  if (!kept) {
    const select = `SELECT ${exported(columns)} FROM (${query.sql}) AS q(${names})${limit}`;
    await spoolQuery(connection, select, context.file, columns.length);
  }
  const schema = resultSchema(columns, context.session.timeZone);
  const described: ResultColumn[] = columns.map((column, index) => ({
    name: column.name,
    typeText: typeText(column.type),
    comment: query.comments?.[index] ?? null,
    nullable: column.nullable,
  }));
  const batches = kept ? noBatches() : readSpooled(context.file, columns, schema, context.signal);
  return {
    columns: described,
    schema,
    batches,
    ...(query.cacheKey === undefined ? {} : { cacheKey: query.cacheKey }),
    ...(query.modifiedRows === undefined ? {} : { modifiedRows: query.modifiedRows }),
  };
}

async function* noBatches(): AsyncGenerator<RecordBatch> {
  // What is kept is not read again.
}

export async function describeQuery(connection: DuckDBConnection, query: Query): Promise<ReadColumn[]> {
  const prepared = await connection.prepare(query.sql);
  try {
    return Array.from({ length: prepared.columnCount }, (_, index) => {
      const name = query.names?.[index] ?? withoutMark(prepared.columnName(index));
      return { name, type: resultType(prepared.columnType(index)), nullable: query.required?.has(name) !== true };
    });
  } finally {
    prepared.destroySync();
  }
}

/** A sum of integers is a BIGINT there, and an error where it does not fit. */
function exported(columns: readonly ReadColumn[]): string {
  return columns
    .map(({ type }, index) =>
      type.kind === 'plain' && type.name === 'BIGINT' ? `CAST(c${index} AS BIGINT) AS c${index}` : `c${index}`,
    )
    .join(', ');
}

/** A literal table: one list of expressions per row. */
export function valuesQuery(
  columns: readonly (readonly [name: string, storage: string])[],
  rows: readonly (readonly string[])[],
): string {
  const select = (cells: readonly string[]) =>
    `SELECT ${columns.map(([name, storage], index) => `CAST(${cells[index] ?? 'NULL'} AS ${storage}) AS ${quoteIdentifier(name)}`).join(', ')}`;
  if (rows.length === 0) return `${select([])} WHERE false`;
  const [first = [], ...others] = rows;
  return [select(first), ...others.map((row) => `SELECT ${row.join(', ')}`)].join(' UNION ALL ');
}

export function resultFile(folder: string, number: number): string {
  return path.join(folder, `result-${number}.parquet`);
}

export function mapLiteral(values: Readonly<Record<string, string>>): string {
  const entries = Object.entries(values).map(([key, value]) => `${textLiteral(key)}: ${textLiteral(value)}`);
  return entries.length === 0 ? 'MAP()' : `MAP {${entries.join(', ')}}`;
}
