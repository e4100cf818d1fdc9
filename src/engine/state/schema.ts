import { quoteDuckdb, targetAlias } from '../sql/duckdb-text.ts';

/** The schema that holds what the replicator knows of its own work, in the file beside the data. */
export const stateSchema = '_replicator';

const qualified = (table: string): string => [targetAlias, stateSchema, table].map(quoteDuckdb).join('.');

export const stateTables = {
  runs: qualified('runs'),
  tables: qualified('tables'),
  slices: qualified('slices'),
  chunks: qualified('chunks'),
  spooled: qualified('spooled'),
  events: qualified('events'),
} as const;

/** Idempotent; run in one transaction when a run begins. */
export const stateDdl: readonly string[] = [
  `CREATE SCHEMA IF NOT EXISTS ${quoteDuckdb(targetAlias)}.${quoteDuckdb(stateSchema)}`,
  `CREATE TABLE IF NOT EXISTS ${stateTables.runs} (run_id VARCHAR PRIMARY KEY, state VARCHAR NOT NULL, started_at TIMESTAMPTZ NOT NULL, ended_at TIMESTAMPTZ, host VARCHAR NOT NULL, plan JSON NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS ${stateTables.tables} (run_id VARCHAR, source VARCHAR, target_schema VARCHAR NOT NULL, target_table VARCHAR NOT NULL, state VARCHAR NOT NULL, version BIGINT, receipt JSON, error JSON, PRIMARY KEY (run_id, source))`,
  // The copy that was replaced and is still there; empty where there was none; NULL where it cannot be put back.
  `ALTER TABLE ${stateTables.tables} ADD COLUMN IF NOT EXISTS previous VARCHAR`,
  `CREATE TABLE IF NOT EXISTS ${stateTables.slices} (run_id VARCHAR, source VARCHAR, slice INTEGER, statement_id VARCHAR NOT NULL, manifest_rows BIGINT NOT NULL, manifest_chunks INTEGER NOT NULL, done BOOLEAN NOT NULL, PRIMARY KEY (run_id, source, slice))`,
  // Where the warehouse has written the slice, in a volume.
  `ALTER TABLE ${stateTables.slices} ADD COLUMN IF NOT EXISTS folder VARCHAR`,
  `CREATE TABLE IF NOT EXISTS ${stateTables.chunks} (run_id VARCHAR, source VARCHAR, slice INTEGER, chunk INTEGER, rows BIGINT NOT NULL, bytes BIGINT NOT NULL, digest VARCHAR, PRIMARY KEY (run_id, source, slice, chunk))`,
  // Files of an earlier version have no digests.
  `ALTER TABLE ${stateTables.chunks} ADD COLUMN IF NOT EXISTS digest VARCHAR`,
  // The file of the spool that the rows came from; NULL where they came from none.
  `ALTER TABLE ${stateTables.chunks} ADD COLUMN IF NOT EXISTS file VARCHAR`,
  // Chunks that are in a file of the spool and not in staging yet.
  `CREATE TABLE IF NOT EXISTS ${stateTables.spooled} (run_id VARCHAR, source VARCHAR, slice INTEGER, chunk INTEGER, rows BIGINT NOT NULL, bytes BIGINT NOT NULL, digest VARCHAR NOT NULL, file VARCHAR NOT NULL, file_bytes BIGINT NOT NULL, PRIMARY KEY (run_id, source, slice, chunk))`,
  `CREATE TABLE IF NOT EXISTS ${stateTables.events} (run_id VARCHAR, source VARCHAR, "at" TIMESTAMPTZ NOT NULL, event VARCHAR NOT NULL, detail JSON)`,
];
