import type { Statement } from '../sink/sink.ts';
import { stateTables } from '../state/schema.ts';

/** So many tables tell enough of a network, with those among them that tell nothing. */
const mostReceipts = 50;

/** Newest first: `receipt`, `downloads` at once and `chunks` of each table that came from a host and was not held back. */
export function listMeasured(host: string): Statement {
  const { tables, runs, slices } = stateTables;
  const chunks = `(SELECT sum(manifest_chunks) FROM ${slices} s WHERE s.run_id = tables.run_id AND s.source = tables.source)`;
  return {
    sql: `SELECT receipt, (plan->>'$.limits.downloads')::INTEGER AS downloads, ${chunks}::INTEGER AS chunks FROM ${tables} JOIN ${runs} USING (run_id) WHERE runs.host = $1 AND receipt IS NOT NULL AND (plan->>'$.limits.bandwidthBytes') IS NULL ORDER BY started_at DESC LIMIT ${mostReceipts}`,
    values: [host],
  };
}
