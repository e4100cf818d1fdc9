import type { ColumnMapping } from '../../shared/column-mapping.ts';
import type { TargetName } from '../../shared/names.ts';
import { duckdbString, quoteDuckdb, quoteTargetName, targetAlias } from './duckdb-text.ts';

/** A column of the copy. */
export type CopiedColumn = Pick<ColumnMapping, 'target' | 'targetType' | 'comment'>;

/** Stands for the run's id in a plan, which is made before there is a run. */
const runPlaceholder = '<run>';

/** `"<table>__staging_<run>"` in the target's schema: a table cannot change its schema when it is renamed. */
export function stagingName(target: TargetName, runId: string): TargetName {
  return { schema: target.schema, table: `${target.table}__staging_${runId}` };
}

export function createSchemaSql(schema: string): string {
  return `CREATE SCHEMA IF NOT EXISTS ${quoteDuckdb(targetAlias)}.${quoteDuckdb(schema)}`;
}

export function createStagingSql(target: TargetName, columns: readonly CopiedColumn[], runId = runPlaceholder): string {
  return createTableSql(stagingName(target, runId), columns, []);
}

/** An empty staging table anew, with `distinct` columns whose texts DuckDB need not search for repetitions. */
export function recreateStagingSql(
  staging: TargetName,
  columns: readonly CopiedColumn[],
  distinct: readonly CopiedColumn[],
): readonly string[] {
  return [`DROP TABLE ${quoteTargetName(staging)}`, createTableSql(staging, columns, distinct)];
}

function createTableSql(
  table: TargetName,
  columns: readonly CopiedColumn[],
  distinct: readonly CopiedColumn[],
): string {
  const list = columns.map((column) => {
    const compression = distinct.includes(column) ? ' USING COMPRESSION FSST' : '';
    return `${quoteDuckdb(column.target)} ${column.targetType}${compression}`;
  });
  return `CREATE TABLE ${quoteTargetName(table)} (${list.join(', ')})`;
}

/** A row where the table has any. */
export function anyRow(table: TargetName): string {
  return `SELECT 1 FROM ${quoteTargetName(table)} LIMIT 1`;
}

/** The oldest version of DuckDB that reads the file, as `v1.0.0+`. */
export const storageVersion = `SELECT tags['storage_version'] AS version FROM duckdb_databases() WHERE database_name = ${duckdbString(targetAlias)}`;

/** Where the copy stays that a run replaces: hidden, and one at most for each table. */
export function previousName(target: TargetName, runId = runPlaceholder): TargetName {
  return { schema: target.schema, table: `${target.table}__previous_${runId}` };
}

/** What stands in the place of a table that is about to be published. */
export interface Replaced {
  readonly exists: boolean;
  /** It stays under another name. */
  readonly keep: boolean;
  /** Of the table: they would not let it be renamed, and go. */
  readonly indexes?: readonly string[];
  /** Copies that earlier runs have kept, which go. */
  readonly stale?: readonly string[];
}

/** The swap; belongs into one transaction. Comments go on after it, because they are part of the new table. */
export function publishSql(
  target: TargetName,
  columns: readonly CopiedColumn[],
  comment: string | undefined,
  { exists, keep, indexes = [], stale = [] }: Replaced,
  runId = runPlaceholder,
): readonly string[] {
  const table = quoteTargetName(target);
  const beside = (name: string): string => quoteTargetName({ schema: target.schema, table: name });
  return [
    ...stale.map((name) => `DROP TABLE IF EXISTS ${beside(name)}`),
    ...(exists && !keep ? [`DROP TABLE ${table}`] : []),
    ...(exists && keep
      ? [
          ...indexes.map((name) => `DROP INDEX ${beside(name)}`),
          `ALTER TABLE ${table} RENAME TO ${quoteDuckdb(previousName(target, runId).table)}`,
        ]
      : []),
    `ALTER TABLE ${quoteTargetName(stagingName(target, runId))} RENAME TO ${quoteDuckdb(target.table)}`,
    ...(comment === undefined || comment === '' ? [] : [`COMMENT ON TABLE ${table} IS ${duckdbString(comment)}`]),
    ...columns.flatMap((column) =>
      column.comment === undefined
        ? []
        : [`COMMENT ON COLUMN ${table}.${quoteDuckdb(column.target)} IS ${duckdbString(column.comment)}`],
    ),
  ];
}
