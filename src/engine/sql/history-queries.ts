import { type SourceName, sourceLabel, type TargetName } from '../../shared/names.ts';
import type { Statement } from '../sink/sink.ts';
import { stateTables } from '../state/schema.ts';

const { tables, runs, slices } = stateTables;
const withRuns = `${tables} JOIN ${runs} USING (run_id)`;

export function loadRun(runId: string): Statement {
  return { sql: `SELECT run_id, state, plan FROM ${runs} WHERE run_id = $1`, values: [runId] };
}

/** The newest run of a document that is not complete. @param document `Plan.document` */
export function loadUnfinished(document: string): Statement {
  return {
    sql: `SELECT run_id, state, plan FROM ${runs} WHERE state <> 'done' AND (plan->>'$.document') = $1 ORDER BY started_at DESC LIMIT 1`,
    values: [document],
  };
}

/** Newest first, and only some. */
export const listRuns: Statement = { sql: `SELECT run_id, state FROM ${runs} ORDER BY started_at DESC LIMIT 10` };

/** Tables that did not come to their end, newest run first. */
export const listUnfinished: Statement = {
  sql: `SELECT run_id, target_schema, target_table FROM ${withRuns} WHERE runs.state <> 'done' AND tables.state NOT IN ('done', 'abandoned') ORDER BY started_at DESC`,
};

/** Newest first; a table that was copied often is named often. */
export const listPublished: Statement = {
  sql: `SELECT source, target_schema, target_table FROM ${withRuns} WHERE tables.state = 'done' ORDER BY started_at DESC`,
};

/** The newest copy of a source table under this name, with the plan of its run. */
export function findPublished(source: SourceName, { schema, table }: TargetName): Statement {
  return {
    sql: `SELECT source, plan, receipt FROM ${withRuns} WHERE lower(source) = lower($1) AND lower(target_schema) = lower($2) AND lower(target_table) = lower($3) AND tables.state = 'done' ORDER BY started_at DESC LIMIT 1`,
    values: [sourceLabel(source), schema, table],
  };
}

/** So many tables tell enough of a network, with those among them that tell nothing. */
const mostReceipts = 50;

/** Newest first: `receipt`, `downloads` at once and `chunks` of each table that came from a host and was not held back. */
export function listMeasured(host: string): Statement {
  const chunks = `(SELECT sum(manifest_chunks) FROM ${slices} s WHERE s.run_id = tables.run_id AND s.source = tables.source)`;
  return {
    sql: `SELECT receipt, (plan->>'$.limits.downloads')::INTEGER AS downloads, ${chunks}::INTEGER AS chunks FROM ${withRuns} WHERE runs.host = $1 AND receipt IS NOT NULL AND (plan->>'$.limits.bandwidthBytes') IS NULL ORDER BY started_at DESC LIMIT ${mostReceipts}`,
    values: [host],
  };
}
