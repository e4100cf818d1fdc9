import type { ErrorCode } from '../shared/errors.ts';
import type { RunSummary, VerifiedTable } from '../shared/receipt.ts';

export const exitStatus = { done: 0, failed: 1, usage: 2, difference: 3, cancelled: 130 } as const;
export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];

const usageCodes: readonly ErrorCode[] = [
  'usage.invalid',
  'document.invalid',
  'plan.nothingToDo',
  'run.notFound',
  'run.notResumable',
  'run.notUndoable',
];
const differenceCodes: readonly ErrorCode[] = ['integrity.counts', 'integrity.aggregates'];

export function statusOfError(code: ErrorCode): ExitStatus {
  if (usageCodes.includes(code)) return exitStatus.usage;
  return code === 'run.cancelled' ? exitStatus.cancelled : exitStatus.failed;
}

/** A run that failed for nothing but differences says so. */
export function statusOfRun(summary: RunSummary): ExitStatus {
  if (summary.state === 'done') return exitStatus.done;
  if (summary.state === 'cancelled') return exitStatus.cancelled;
  const failures = summary.tables.filter((table) => table.state === 'failed');
  const onlyDifferences = failures.every(({ error }) => differenceCodes.includes(error.code));
  return onlyDifferences && failures.length > 0 ? exitStatus.difference : exitStatus.failed;
}

export function statusOfVerified(tables: readonly VerifiedTable[]): ExitStatus {
  if (tables.some((table) => table.state === 'different')) return exitStatus.difference;
  return tables.some((table) => table.state === 'failed') ? exitStatus.failed : exitStatus.done;
}
