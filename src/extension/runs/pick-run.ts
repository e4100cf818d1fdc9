import path from 'node:path';
import { window } from 'vscode';
import type { RunRecord } from '../../shared/run-record.ts';
import { describeRun } from './describe-progress.ts';
import { type RunSubject, runIdOf } from './run-node.ts';
import { inOrder } from './run-states.ts';
import type { Runs } from './runs.ts';

interface Wanted {
  /** E.g. `Cancel which run?`. */
  readonly question: string;
  readonly none: string;
  fits(record: RunRecord): boolean;
}

/** The run that a command was given; without one, the only one that fits, or the one that a person picks. */
export async function pickRun(
  runs: Runs,
  subject: RunSubject | undefined,
  { question, none, fits }: Wanted,
): Promise<RunRecord | undefined> {
  if (subject !== undefined) return runs.find(runIdOf(subject));
  const fitting = inOrder(runs.list()).filter(fits);
  if (fitting.length <= 1) {
    if (fitting.length === 0) void window.showInformationMessage(none);
    return fitting[0];
  }
  const items = fitting.map((record) => ({
    label: record.title,
    description: describeRun(record),
    detail: `${path.basename(record.file)} · ${new Date(record.startedAt).toLocaleString()}`,
    record,
  }));
  return (await window.showQuickPick(items, { placeHolder: question, matchOnDetail: true }))?.record;
}
