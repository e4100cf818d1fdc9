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
  /** Empty for a table that was refused. */
  readonly target: string;
  readonly state: TableProgress | TableOutcome;
}

/** The tables of a run, in the order of its plan. */
export function tablesOf({ progress, summary }: RunRecord): readonly RunTable[] {
  return (summary?.tables ?? progress?.tables ?? []).map((state) => ({
    source: state.source,
    target: state.target,
    state,
  }));
}

export function runIdOf(subject: RunSubject): string {
  return typeof subject === 'string' ? subject : subject.run;
}
