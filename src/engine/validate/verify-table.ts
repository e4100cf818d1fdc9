import { asReplicatorError, ReplicatorError, toErrorData } from '../../shared/errors.ts';
import { type SourceName, sourceLabel, type TargetName, targetLabel } from '../../shared/names.ts';
import type { VerifiedTable } from '../../shared/receipt.ts';
import { listExisting } from '../assess/list-existing.ts';
import type { Sink } from '../sink/sink.ts';
import type { ControlSession } from '../source/source.ts';
import { countCopy } from '../sql/copy-queries.ts';
import { countRows } from '../sql/source-queries.ts';
import type { RunHistory } from '../state/run-history.ts';
import { notComparedColumns } from './comparable-columns.ts';
import { compareAggregates } from './compare-aggregates.ts';

interface VerifyContext {
  readonly sink: Sink;
  readonly history: RunHistory;
  readonly control: ControlSession;
  readonly signal: AbortSignal;
}

/** Why a table could not be compared. */
export function notVerified(source: string, target: string, error: ReplicatorError): VerifiedTable {
  return {
    source,
    target,
    state: 'failed',
    differences: [],
    comparedColumns: 0,
    notCompared: [],
    error: toErrorData(error),
  };
}

/**
 * Compares the local copy, as it is now, with the source at the version that it was copied at: the count, less what
 * its transform left out, and the aggregates of every column that can be compared. Costs a scan of the source.
 * @throws ReplicatorError `run.cancelled`; everything else is part of the answer
 */
export async function verifyTable(
  source: SourceName,
  target: TargetName,
  context: VerifyContext,
): Promise<VerifiedTable> {
  try {
    return await verify(source, target, context);
  } catch (thrown) {
    const error = asReplicatorError(thrown).about({ table: sourceLabel(source) });
    if (error.code === 'run.cancelled') throw error;
    return notVerified(sourceLabel(source), targetLabel(target), error);
  }
}

async function verify(source: SourceName, target: TargetName, context: VerifyContext): Promise<VerifiedTable> {
  const published = await context.history.lastPublished(source, target);
  if (published === undefined) {
    throw new ReplicatorError(
      'run.notFound',
      `${sourceLabel(source)} has not been copied to ${targetLabel(target)} yet.`,
    );
  }
  const existing = await listExisting(context.sink);
  if (!existing.some(({ name }) => targetLabel(name).toLowerCase() === targetLabel(target).toLowerCase())) {
    throw new ReplicatorError('run.notFound', `${targetLabel(target)} is no longer in the target file.`);
  }
  const { table, receipt } = published;
  const { dropped } = receipt.rows;
  const scope = {
    source: table.source,
    ...(table.version === undefined ? {} : { version: table.version }),
    ...(table.where === undefined ? {} : { where: table.where }),
  };
  const [here] = await context.sink.query(countCopy(table.target));
  const [there] = await context.control.query(countRows(scope), context.signal);
  const [storedRows, sourceRows] = [Number(here?.row_count), Number(there?.row_count)];
  const { differences, comparedColumns } = await compareAggregates(table, table.target, context);
  const texts = [
    ...(storedRows + (dropped ?? 0) === sourceRows ? [] : [differentRows(sourceRows, storedRows, dropped)]),
    ...differences.map((difference) => difference.text),
  ];
  return {
    source: sourceLabel(source),
    target: targetLabel(table.target),
    state: texts.length === 0 ? 'equal' : 'different',
    ...(table.version === undefined ? {} : { version: table.version }),
    sourceRows,
    storedRows,
    ...(dropped === undefined ? {} : { droppedRows: dropped }),
    differences: texts,
    comparedColumns,
    notCompared: notComparedColumns(table),
  };
}

function differentRows(there: number, here: number, dropped: number | undefined): string {
  const without = dropped === undefined ? '' : `, of which the transform left out ${dropped},`;
  return `${there} rows there${without} and ${here} here`;
}
