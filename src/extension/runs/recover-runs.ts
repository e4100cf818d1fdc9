import type { RunRecord } from '../../shared/run-record.ts';
import { isActive } from './run-states.ts';
import type { StoredRun } from './run-store.ts';

/**
 * What an earlier window left: runs that it was carrying out are broken off now. Those that another window is still
 * carrying out are left to it.
 */
export function recoverRuns(
  stored: readonly StoredRun[],
  self: number,
  isAlive: (pid: number) => boolean,
): readonly RunRecord[] {
  return stored
    .filter(({ record, owner }) => !isActive(record) || owner === self || !isAlive(owner))
    .map(({ record, seenAt }): RunRecord => {
      if (!isActive(record)) return record;
      return { ...record, state: 'interrupted', endedAt: record.endedAt ?? seenAt, resumable: true };
    });
}
