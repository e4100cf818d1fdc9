import { ReplicatorError } from '../../shared/errors.ts';
import { type TargetName, targetLabel } from '../../shared/names.ts';
import type { Sink, Statement } from '../sink/sink.ts';
import { findTable } from '../sql/copy-queries.ts';
import { findRun, findUndoable, listPublishing, putBack, writeUndone } from '../sql/undo-statements.ts';
import { stateDdl, stateSchema } from '../state/schema.ts';
import { text } from '../state/state-text.ts';

type WritingSink = Pick<Sink, 'query' | 'transaction'>;

interface Step {
  readonly statements: readonly Statement[];
  readonly sentence: string;
}

/** Of the runs that could be meant, so many are named. */
const mostNamed = 5;

/**
 * The newest run of a document that has copied what is there now.
 * @param document `Plan.document`
 * @throws ReplicatorError `run.notFound`, which names the runs that there are of other documents
 */
export async function findLastRun(sink: WritingSink, document: string): Promise<string> {
  const runs = (await hasRuns(sink)) ? await sink.query(listPublishing) : [];
  const own = runs.find((run) => run.document === document);
  if (own !== undefined) return text(own.run_id);
  const others = runs.map((run) => text(run.run_id));
  const told = [...others.slice(0, mostNamed), ...(others.length > mostNamed ? ['…'] : [])].join(', ');
  throw new ReplicatorError(
    'run.notFound',
    others.length === 0
      ? 'The file knows of no run that has copied what is there now.'
      : `What is there now was copied by no run of this document as it is now: it was another document, it has changed since, or --only or --level was said. Name the run that is meant: ${told}.`,
  );
}

async function hasRuns(sink: WritingSink): Promise<boolean> {
  return (await sink.query(findTable({ schema: stateSchema, table: 'tables' }))).length > 0;
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
  const [kept] = await sink.query(findTable({ schema: target.schema, table: previous }));
  if (kept === undefined) return stays('the copy before it is not there any more');
  return { statements: [putBack(target, previous), done].flat(), sentence: `${label} is as it was before.` };
}
