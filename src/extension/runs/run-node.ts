import type { TableProgress } from '../../shared/progress.ts';
import type { TableOutcome } from '../../shared/receipt.ts';
import type { RunRecord } from '../../shared/run-record.ts';

/** What stands in the tree “Runs”; the commands of its menus are given these. */
export type RunNode =
  | { readonly kind: 'run'; readonly run: string }
  | { readonly kind: 'runTable'; readonly run: string; readonly source: string };

/** What commands about a run are given: a node, or the id of a record. */
export type RunSubject = RunNode | string;

/** One table of a run: on its way, or at its end. */
export interface RunTable {
  readonly source: string;
  /** The source without what all tables of the run have in common. */
  readonly label: string;
  /** Empty for a table that was refused. */
  readonly target: string;
  readonly state: TableProgress | TableOutcome;
}

/** The tables of a run, in the order of its plan; at its end those first that failed. */
export function tablesOf({ progress, summary }: RunRecord): readonly RunTable[] {
  const states = summary === undefined ? (progress?.tables ?? []) : failedFirst(summary.tables);
  const parents = new Set(states.map(({ source }) => parentOf(source)));
  return states.map((state) => {
    const { source, target } = state;
    return { source, target, state, label: parents.size === 1 ? source.slice(parentOf(source).length + 1) : source };
  });
}

function failedFirst(outcomes: readonly TableOutcome[]): readonly TableOutcome[] {
  return [...outcomes.filter(({ state }) => state === 'failed'), ...outcomes.filter(({ state }) => state !== 'failed')];
}

/** `catalog.schema` of `catalog.schema.table`. */
function parentOf(source: string): string {
  return source.split('.').slice(0, 2).join('.');
}

export function runIdOf(subject: RunSubject): string {
  return typeof subject === 'string' ? subject : subject.run;
}
