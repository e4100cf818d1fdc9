import type { RunRecord } from '../../shared/run-record.ts';

const recentMs = 24 * 3600_000;

/** Those that a closed window broke off, that do not go on by themselves, and that are not long forgotten. */
export function leftBehind(
  records: readonly RunRecord[],
  now: number,
  resumed: ReadonlySet<string>,
): readonly RunRecord[] {
  return records.filter(
    ({ id, state, error, endedAt }) =>
      !resumed.has(id) &&
      state === 'interrupted' &&
      error === undefined &&
      endedAt !== undefined &&
      now - Date.parse(endedAt) < recentMs,
  );
}
