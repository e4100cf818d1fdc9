import { expect, it } from 'vitest';
import { watchWarehouse } from '../../../../../src/engine/source/databricks/watch-warehouse.ts';
import { ReplicatorError } from '../../../../../src/shared/errors.ts';

const never = new AbortController().signal;
const timing = { first: 1, longest: 1 };

/** Answers these states one after the other; resolves `asked` when the last one has been asked for. */
function warehouseOf(...states: readonly string[]) {
  const left = [...states];
  const { promise: asked, resolve } = Promise.withResolvers<void>();
  const state = async (): Promise<string> => {
    const next = left.shift();
    if (left.length === 0) resolve();
    if (next === undefined) throw new ReplicatorError('auth.forbidden', 'You may not see the warehouse.');
    return next;
  };
  return { state, asked };
}

it('tells that the warehouse starts, and that it runs', async () => {
  const told: boolean[] = [];
  const { promise: runs, resolve } = Promise.withResolvers<void>();
  watchWarehouse(
    warehouseOf('STOPPED', 'STARTING', 'RUNNING'),
    never,
    (waits) => {
      told.push(waits);
      if (!waits) resolve();
    },
    timing,
  );
  await runs;
  expect(told).toEqual([true, false]);
});

it('takes back what it told when the statement is over', async () => {
  const told: boolean[] = [];
  const { promise: waiting, resolve } = Promise.withResolvers<void>();
  const tell = (waits: boolean): void => {
    told.push(waits);
    resolve();
  };
  const watch = watchWarehouse({ state: async () => 'STARTING' }, never, tell, timing);
  await waiting;
  watch.end();
  expect(told).toEqual([true, false]);
});

it.each([
  ['runs', ['RUNNING']],
  ['may not be seen', []],
])('tells nothing of a warehouse that %s', async (_, states) => {
  const told: boolean[] = [];
  const warehouse = warehouseOf(...states);
  const watch = watchWarehouse(warehouse, never, (waits) => told.push(waits), timing);
  await warehouse.asked;
  watch.end();
  expect(told).toEqual([]);
});
