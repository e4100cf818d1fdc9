import type { RunRecord } from '../../shared/run-record.ts';
import { heartbeatMs } from './run-journal.ts';
import { isActive } from './run-states.ts';
import type { StoredRun } from './run-store.ts';

/** What earlier windows left. */
export interface RecoveredRuns {
  /** Ended, or broken off now because nobody carries them out any more. */
  readonly own: readonly RunRecord[];
  /** Ids of those that other processes are still carrying out, or are about to leave. */
  readonly foreign: readonly string[];
}

/** Without a sign of life for so long, a process with the number of an owner is another one. */
const silentMs = 3 * heartbeatMs;

export function recoverRuns(
  stored: readonly StoredRun[],
  isAlive: (pid: number) => boolean,
  now: number,
): RecoveredRuns {
  const foreign = stored.filter(
    ({ record, owners, seenAt }) => isActive(record) && now - Date.parse(seenAt) < silentMs && owners.some(isAlive),
  );
  const own = stored.filter((one) => !foreign.includes(one));
  return {
    own: own.map(({ record, seenAt }): RunRecord => {
      if (!isActive(record)) return record;
      return { ...record, state: 'interrupted', endedAt: seenAt, resumable: true };
    }),
    foreign: foreign.map(({ record }) => record.id),
  };
}

/** A run that a reload broke off this long ago goes on by itself. */
const freshMs = 10 * 60_000;

/** Those that the closing of a window broke off a moment ago; where the engine died, people have been asked already. */
export function brokenOffByReload(
  runs: readonly RunRecord[],
  workspaceOf: (id: string) => string | undefined,
  workspace: string,
  now: number,
): readonly RunRecord[] {
  return runs.filter(
    ({ id, state, error, endedAt }) =>
      state === 'interrupted' &&
      error === undefined &&
      endedAt !== undefined &&
      now - Date.parse(endedAt) < freshMs &&
      workspaceOf(id) === workspace,
  );
}

/** Whether there is such a process, whosever it is. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
