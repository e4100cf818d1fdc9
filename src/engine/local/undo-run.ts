import { ReplicatorError } from '../../shared/errors.ts';
import { type TargetName, targetLabel } from '../../shared/names.ts';
import type { Sink, Statement } from '../sink/sink.ts';
import { findNewest, findRun, findUndoable, putBack, relationExists, writeUndone } from '../sql/undo-statements.ts';
import { stateDdl, stateSchema } from '../state/schema.ts';
import { text } from '../state/state-text.ts';

type WritingSink = Pick<Sink, 'query' | 'transaction'>;

interface Step {
  readonly statements: readonly Statement[];
  readonly sentence: string;
}

/**
 * The newest run that has copied what is there now.
 * @param document `Plan.document`
 * @throws ReplicatorError `run.notFound`; `usage.invalid` where it was planned from another document
 */
export async function findLastRun(sink: WritingSink, document: string): Promise<string> {
  const newest = (await hasRuns(sink)) ? (await sink.query(findNewest))[0] : undefined;
  if (newest === undefined)
    throw new ReplicatorError('run.notFound', 'The file knows of no run that has copied what is there now.');
  const runId = text(newest.run_id);
  if (newest.document === document) return runId;
  throw new ReplicatorError(
    'usage.invalid',
    `The newest run of the file, ${runId}, was planned from another document, from other options, or the document has changed since: undo it with --run ${runId}.`,
  );
}

async function hasRuns(sink: WritingSink): Promise<boolean> {
  return (await sink.query(relationExists({ schema: stateSchema, table: 'tables' }))).length > 0;
}

/**
 * Puts back what a run replaced, and takes away what was not there before it; everything that is still possible, in one
 * transaction.
 * @returns one sentence per table of the run
 * @throws ReplicatorError `run.notFound`; `run.notUndoable` where nothing of it is possible any more
 */
export async function undoRun(sink: WritingSink, runId: string): Promise<readonly string[]> {
  const known = (await hasRuns(sink)) ? await sink.query(findRun(runId)) : [];
  if (known.length === 0) throw new ReplicatorError('run.notFound', `The file knows of no run ${runId}.`);
  // Files of an earlier version know of no previous copies.
  await sink.transaction(stateDdl.map((sql) => ({ sql })));
  const steps: Step[] = [];
  for (const row of await sink.query(findUndoable(runId))) {
    const target = { schema: text(row.target_schema), table: text(row.target_table) };
    const later = row.later === null ? undefined : text(row.later);
    const previous = row.previous === null ? undefined : text(row.previous);
    steps.push(await planStep(sink, runId, { source: text(row.source), target, later, previous }));
  }
  const statements = steps.flatMap((step) => step.statements);
  const sentences = steps.map((step) => step.sentence);
  if (statements.length === 0) {
    const why = sentences.length === 0 ? 'it has copied nothing that is there now.' : sentences.join(' ');
    throw new ReplicatorError('run.notUndoable', `The run ${runId} cannot be undone: ${why}`);
  }
  await sink.transaction(statements);
  return sentences;
}

async function planStep(
  sink: WritingSink,
  runId: string,
  copy: {
    readonly source: string;
    readonly target: TargetName;
    readonly later: string | undefined;
    readonly previous: string | undefined;
  },
): Promise<Step> {
  const { source, target, later, previous } = copy;
  const label = targetLabel(target);
  const stays = (why: string): Step => ({ statements: [], sentence: `${label} stays as it is: ${why}.` });
  if (later !== undefined) return stays(`the run ${later} has copied it since`);
  if (previous === undefined) return stays('the copy before it was not kept');
  const done = writeUndone(runId, source);
  if (previous === '') {
    return {
      statements: [putBack(target, undefined), done].flat(),
      sentence: `${label} is gone: it was not there before.`,
    };
  }
  const [kept] = await sink.query(relationExists({ schema: target.schema, table: previous }));
  if (kept === undefined) return stays('the copy before it is not there any more');
  return { statements: [putBack(target, previous), done].flat(), sentence: `${label} is as it was before.` };
}
