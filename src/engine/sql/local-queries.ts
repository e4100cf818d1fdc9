import type { TargetName } from '../../shared/names.ts';
import type { Statement } from '../sink/sink.ts';
import { stateSchema, stateTables } from '../state/schema.ts';
import { duckdbString, quoteTargetName, targetAlias } from './duckdb-text.ts';

const ours = [targetAlias];

export const listSchemas: Statement = {
  sql: 'SELECT schema_name FROM duckdb_schemas() WHERE database_name = $1 AND NOT internal ORDER BY schema_name',
  values: ours,
};

/** Rows are those of the storage: what was deleted and not yet cleaned up is counted. */
export const listRelations: Statement = {
  sql: `SELECT schema_name, table_name AS name, 'table' AS kind, estimated_size AS row_count, comment FROM duckdb_tables() WHERE database_name = $1
    UNION ALL SELECT schema_name, view_name, 'view', NULL, comment FROM duckdb_views() WHERE database_name = $1 AND NOT internal
    ORDER BY schema_name, name`,
  values: ours,
};

/** One row per table or view, its columns as JSON: many small rows would be slow. */
export const listColumns: Statement = {
  sql: `SELECT schema_name, table_name AS name,
      CAST(to_json(list({name: column_name, type: data_type, comment: comment} ORDER BY column_index)) AS VARCHAR) AS columns
    FROM duckdb_columns() WHERE database_name = $1 AND NOT internal GROUP BY ALL`,
  values: ours,
};

/** Of every target the newest copy that is published; files of an earlier version know of no previous copies. */
export const listOrigins = (knowsPrevious: boolean): Statement => ({
  sql: `SELECT run_id, source, target_schema, target_table, host, version, epoch_ms(started_at) AS begun_ms, receipt, ${knowsPrevious ? 'previous' : 'NULL AS previous'}
    FROM ${stateTables.tables} AS tables JOIN ${stateTables.runs} AS runs USING (run_id) WHERE tables.state = 'done'
    QUALIFY row_number() OVER (PARTITION BY lower(target_schema), lower(target_table) ORDER BY started_at DESC) = 1`,
});

/** Blocks of 256 KiB that each table has on disk; `i` is its place in the list. */
export function countBlocks(tables: readonly TargetName[]): Statement {
  const parts = tables.map(
    (table, i) =>
      `SELECT ${i} AS i, count(DISTINCT block_id) AS blocks FROM pragma_storage_info(${duckdbString(quoteTargetName(table))}) WHERE block_id >= 0`,
  );
  return { sql: parts.join(' UNION ALL ') };
}

export function describeRelation(name: TargetName): Statement {
  return {
    sql: `SELECT 'table' AS kind, sql FROM duckdb_tables() WHERE database_name = $1 AND schema_name = $2 AND table_name = $3
      UNION ALL SELECT 'view', sql FROM duckdb_views() WHERE database_name = $1 AND schema_name = $2 AND view_name = $3`,
    values: [targetAlias, name.schema, name.table],
  };
}

export function dropRelation(kind: 'table' | 'view', name: TargetName): Statement {
  return { sql: `DROP ${kind === 'view' ? 'VIEW' : 'TABLE'} IF EXISTS ${quoteTargetName(name)}` };
}

const ofTarget = 'lower(target_schema) = lower($1) AND lower(target_table) = lower($2)';

/** Copies that runs have kept of a target; files of an earlier version have no column for them. */
export const findKept = {
  column: {
    sql: `SELECT 1 FROM duckdb_columns() WHERE database_name = $1 AND schema_name = $2 AND table_name = 'tables' AND column_name = 'previous'`,
    values: [targetAlias, stateSchema],
  },
  of: ({ schema, table }: TargetName): Statement => ({
    sql: `SELECT DISTINCT previous FROM ${stateTables.tables} WHERE ${ofTarget} AND previous <> ''`,
    values: [schema, table],
  }),
} as const;

export function forgetKept({ schema, table }: TargetName): Statement {
  return { sql: `UPDATE ${stateTables.tables} SET previous = NULL WHERE ${ofTarget}`, values: [schema, table] };
}
