import { asReplicatorError, ReplicatorError, toErrorData } from '../../shared/errors.ts';
import { sourceLabel, targetLabel } from '../../shared/names.ts';
import type { VerifiedTable } from '../../shared/receipt.ts';
import type { TableTask } from '../../shared/table-task.ts';
import type { Sink } from '../sink/sink.ts';
import type { ControlSession } from '../source/source.ts';
import { quoteTargetName } from '../sql/duckdb-text.ts';
import { countRows } from '../sql/source-queries.ts';
import type { RunState } from '../state/run-state.ts';
import { compareAggregates } from './compare-aggregates.ts';

interface VerifyContext {
  readonly sink: Sink;
  readonly state: RunState;
  readonly control: ControlSession;
  readonly signal: AbortSignal;
}

/**
 * Compares the local copy, as it is now, with the source at the version that it was copied at: the count and the
 * aggregates of every column. Costs a scan of the source.
 * @throws ReplicatorError `run.cancelled`; everything else is part of the answer
 */
export async function verifyTable(task: TableTask, context: VerifyContext): Promise<VerifiedTable> {
  const source = sourceLabel(task.source);
  try {
    return await verify(task, context);
  } catch (thrown) {
    const error = asReplicatorError(thrown).about({ table: source });
    if (error.code === 'run.cancelled') throw error;
    const target = targetLabel(task.target);
    return { source, target, state: 'failed', differences: [], comparedColumns: 0, error: toErrorData(error) };
  }
}

async function verify(task: TableTask, context: VerifyContext): Promise<VerifiedTable> {
  const source = sourceLabel(task.source);
  const published = await context.state.lastPublished(source);
  if (published === undefined)
    throw new ReplicatorError('run.notFound', `${source} has not been copied into this file yet.`);
  const { table } = published;
  const scope = {
    source: table.source,
    ...(table.version === undefined ? {} : { version: table.version }),
    ...(table.where === undefined ? {} : { where: table.where }),
  };
  const [here] = await context.sink.query({
    sql: `SELECT count(*) AS row_count FROM ${quoteTargetName(table.target)}`,
  });
  const [there] = await context.control.query(countRows(scope), context.signal);
  const [storedRows, sourceRows] = [Number(here?.row_count), Number(there?.row_count)];
  const { differences, comparedColumns } = await compareAggregates(table, table.target, context);
  const texts = [
    ...(storedRows === sourceRows ? [] : [`${sourceRows} rows there and ${storedRows} here`]),
    ...differences.map((difference) => difference.text),
  ];
  return {
    source,
    target: targetLabel(table.target),
    state: texts.length === 0 ? 'equal' : 'different',
    ...(table.version === undefined ? {} : { version: table.version }),
    sourceRows,
    storedRows,
    differences: texts,
    comparedColumns,
  };
}
