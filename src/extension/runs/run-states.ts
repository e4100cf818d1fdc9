import type { RunRecord, RunRecordState } from '../../shared/run-record.ts';

const active: readonly RunRecordState[] = ['waiting', 'planning', 'running', 'cancelling'];

/** It has not come to an end, or is about to. */
export function isActive({ state }: Pick<RunRecord, 'state'>): boolean {
  return active.includes(state);
}

/** Active ones first, then those that ended last. */
export function inOrder(records: readonly RunRecord[]): readonly RunRecord[] {
  return [...records.filter(isActive), ...records.filter((record) => !isActive(record))];
}
