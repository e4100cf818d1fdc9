import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RunJournal } from '../../../../src/extension/runs/run-journal.ts';
import type { RunStore, StoredRun } from '../../../../src/extension/runs/run-store.ts';
import { makeProgress, makeRecord } from '../../../support/run-fixtures.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp() {
  const saved: StoredRun[] = [];
  const store: Pick<RunStore, 'save' | 'remove'> = {
    save: async (stored) => void saved.push(stored),
    remove: async () => undefined,
  };
  return { saved, journal: new RunJournal(store, 'w', () => [1]) };
}

test('a run that waits or plans gives signs of life too, until it ends', async () => {
  const { saved, journal } = setUp();
  journal.note(makeRecord({ state: 'waiting' }));
  await vi.advanceTimersByTimeAsync(45_000);
  expect(saved).toHaveLength(3);
  expect(Date.parse(saved[2]?.seenAt ?? '')).toBeGreaterThan(Date.parse(saved[0]?.seenAt ?? ''));
  journal.note(makeRecord({ state: 'cancelled' }));
  await vi.advanceTimersByTimeAsync(45_000);
  expect(saved.map(({ record }) => record.state)).toEqual(['waiting', 'waiting', 'waiting', 'cancelled']);
  await journal.close();
});

test('progress alone is not written down', async () => {
  const { saved, journal } = setUp();
  journal.note(makeRecord());
  journal.note(makeRecord({ progress: { runId: 'r', elapsedMs: 1, tables: [makeProgress()] } }));
  journal.note(makeRecord({ runId: 'r' }));
  expect(saved.map(({ record }) => record.runId)).toEqual([undefined, 'r']);
  await journal.close();
  await vi.advanceTimersByTimeAsync(45_000);
  expect(saved).toHaveLength(2);
});
