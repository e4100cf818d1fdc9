import { expect, test } from 'vitest';
import { PlanBoard } from '../../../../src/extension/panel/plan-board.ts';
import { cancelledError } from '../../../../src/shared/cancellation.ts';
import { ReplicatorError } from '../../../../src/shared/errors.ts';
import type { Plan } from '../../../../src/shared/plan.ts';

const plan: Plan = {
  createdAt: '2026-01-01T00:00:00Z',
  document: 'd',
  host: 'h',
  file: '/f.duckdb',
  limits: { tables: 1, downloads: 1, memoryBytes: 1, threads: 1, groupBytes: 1, sliceBytes: 1, batchRows: 10_000 },
  tables: [],
  refused: [],
};

test('a plan is kept with what it was made of, and every change is told', async () => {
  const board = new PlanBoard();
  const states: (string | undefined)[] = [];
  board.onDidChange((document) => states.push(board.find(document)?.state));
  await board.plan('a', 'x', async () => plan);
  expect(states).toEqual(['planning', 'ready']);
  expect(board.find('a')).toEqual({ state: 'ready', plan, identity: 'x' });
  expect(board.find('b')).toBeUndefined();
});

test('a failure is kept, a cancelled attempt leaves the plan before it', async () => {
  const board = new PlanBoard();
  await board.plan('a', 'x', async () => plan);
  await board.plan('a', 'y', async (signal) => {
    board.cancel('a');
    expect(signal.aborted).toBe(true);
    throw cancelledError();
  });
  expect(board.find('a')).toEqual({ state: 'ready', plan, identity: 'x' });
  await board.plan('a', 'y', async () => {
    throw new ReplicatorError('plan.nothingToDo', 'Nothing.');
  });
  expect(board.find('a')).toMatchObject({ state: 'failed', identity: 'y', error: { code: 'plan.nothingToDo' } });
});

test('one attempt at a time', async () => {
  const board = new PlanBoard();
  const { promise, resolve } = Promise.withResolvers<Plan>();
  const first = board.plan('a', 'x', () => promise);
  await board.plan('a', 'y', () => Promise.reject(new Error('must not be called')));
  resolve(plan);
  await first;
  expect(board.find('a')).toMatchObject({ state: 'ready', identity: 'x' });
});

test('a plan is dropped once it is out of date, one that is being made is not', async () => {
  const board = new PlanBoard();
  await board.plan('a', 'x', async () => plan);
  board.drop('a');
  expect(board.find('a')).toBeUndefined();
  await board.plan('a', 'x', async () => {
    board.drop('a');
    return plan;
  });
  expect(board.find('a')).toMatchObject({ state: 'ready' });
});
