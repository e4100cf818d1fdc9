import { expect, test } from 'vitest';
import { leftBehind } from '../../../../src/extension/runs/left-behind.ts';
import { brokenOffByReload, recoverRuns } from '../../../../src/extension/runs/recover-runs.ts';
import { makeRecord } from '../../../support/run-fixtures.ts';

const seenAt = '2026-01-02T03:10:00.000Z';
const stored = (id: string, state: 'running' | 'done', owner: number) => ({
  record: makeRecord({ id, state }),
  owners: [owner],
  workspace: 'w',
  seenAt,
});

test('a run whose processes are gone is broken off; one that another window carries out is left to it', () => {
  const { own, foreign } = recoverRuns(
    [stored('left', 'running', 1), stored('theirs', 'running', 2), stored('ended', 'done', 2)],
    (pid) => pid === 2,
    Date.parse(seenAt) + 30_000,
  );
  expect(foreign).toEqual(['theirs']);
  expect(own.map(({ id, state }) => [id, state])).toEqual([
    ['left', 'interrupted'],
    ['ended', 'done'],
  ]);
  expect(own[0]).toMatchObject({ resumable: true, endedAt: seenAt });
});

test('a run without a sign of life is broken off, whoever has the number of its process by now', () => {
  const { own, foreign } = recoverRuns([stored('left', 'running', 1)], () => true, Date.parse(seenAt) + 61_000);
  expect(foreign).toEqual([]);
  expect(own).toMatchObject([{ id: 'left', state: 'interrupted', endedAt: seenAt }]);
});

test('only what a reload of this folder broke off a moment ago goes on by itself', () => {
  const now = Date.parse(seenAt) + 60_000;
  const broken = makeRecord({ id: 'a', state: 'interrupted', endedAt: seenAt });
  const crashed = {
    ...broken,
    id: 'b',
    error: { code: 'internal.workerEnded', message: '', facts: {}, subject: {} },
  } as const;
  const old = { ...broken, id: 'c', endedAt: '2026-01-01T00:00:00.000Z' };
  const elsewhere = { ...broken, id: 'd' };
  const placeOf = (id: string) => (id === 'd' ? 'other' : 'w');
  const found = brokenOffByReload([broken, crashed, old, elsewhere, makeRecord({ id: 'e' })], placeOf, 'w', now);
  expect(found.map(({ id }) => id)).toEqual(['a']);
});

test('what was left behind is asked about once, unless it goes on by itself or is long forgotten', () => {
  const now = Date.parse(seenAt) + 3600_000;
  const broken = makeRecord({ id: 'a', state: 'interrupted', endedAt: seenAt });
  const old = makeRecord({ id: 'b', state: 'interrupted', endedAt: '2026-01-01T00:00:00.000Z' });
  const records = [broken, { ...broken, id: 'c' }, old, makeRecord({ id: 'd', state: 'cancelled', endedAt: seenAt })];
  expect(leftBehind(records, now, new Set(['c'])).map(({ id }) => id)).toEqual(['a']);
});
