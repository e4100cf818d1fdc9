import type { TableProgress } from '../../shared/progress.ts';
import type { TableOutcome } from '../../shared/receipt.ts';
import type { RunRecord } from '../../shared/run-record.ts';

/** What stands in the tree “Runs”; the commands of its menus are given these. */
export type RunNode =
  | { readonly kind: 'run'; readonly record: RunRecord }
  | { readonly kind: 'runTable'; readonly record: RunRecord; readonly table: RunTable };

/** One table of a run: on its way, or at its end. */
export type RunTable = {
  readonly source: string;
  readonly target: string;
  readonly progress?: TableProgress;
  readonly outcome?: TableOutcome;
};

/** What commands about a run are given: a node, or its id. */
export type RunSubject = RunNode | string;

/** The tables of a run, in the order of its plan. */
export function tablesOf({ progress, summary }: RunRecord): readonly RunTable[] {
  if (summary !== undefined)
    return summary.tables.map((outcome) => ({ source: outcome.source, target: outcome.target, outcome }));
  return (progress?.tables ?? []).map((one) => ({ source: one.source, target: one.target, progress: one }));
}
