import type { TargetName } from '../../shared/names.ts';
import type { Statement } from '../sink/sink.ts';
import { stateTables } from '../state/schema.ts';
import { quoteDuckdb, quoteTargetName } from './duckdb-text.ts';

export function findRun(runId: string): Statement {
  return { sql: `SELECT 1 FROM ${stateTables.runs} WHERE run_id = $1`, values: [runId] };
}

/** The runs that have published what is there now, each with the identity of its document; the newest first. */
export const listPublishing: Statement = {
  sql: `SELECT run_id, plan->>'$.document' AS document FROM ${stateTables.runs} WHERE run_id IN (SELECT run_id FROM ${stateTables.tables} WHERE state = 'done') ORDER BY started_at DESC`,
};

/** The tables that a run has published, each with the run, if any, that has published it again since. */
export function findUndoable(runId: string): Statement {
  const all = `${stateTables.tables} AS t JOIN ${stateTables.runs} AS r USING (run_id)`;
  return {
    sql: `WITH done AS (SELECT t.*, r.started_at FROM ${all} WHERE t.state = 'done')
      SELECT own.source, own.target_schema, own.target_table, own.previous,
        (SELECT max(later.run_id) FROM done AS later WHERE lower(later.target_schema) = lower(own.target_schema)
          AND lower(later.target_table) = lower(own.target_table) AND later.started_at > own.started_at) AS later
      FROM done AS own WHERE own.run_id = $1 ORDER BY own.target_schema, own.target_table`,
    values: [runId],
  };
}

/** @param previous - name of the table that takes the place; without one the place stays empty */
export function putBack(target: TargetName, previous: string | undefined): readonly Statement[] {
  const drop = { sql: `DROP TABLE IF EXISTS ${quoteTargetName(target)}` };
  if (previous === undefined) return [drop];
  const kept = quoteTargetName({ schema: target.schema, table: previous });
  return [drop, { sql: `ALTER TABLE ${kept} RENAME TO ${quoteDuckdb(target.table)}` }];
}

export function writeUndone(runId: string, source: string): readonly Statement[] {
  return [
    {
      sql: `UPDATE ${stateTables.tables} SET state = 'undone', previous = NULL WHERE run_id = $1 AND source = $2`,
      values: [runId, source],
    },
    {
      sql: `INSERT INTO ${stateTables.events} VALUES ($1, $2, now(), 'undone', NULL)`,
      values: [runId, source],
    },
  ];
}
