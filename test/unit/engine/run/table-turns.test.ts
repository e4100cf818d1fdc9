import { describe, expect, it } from 'vitest';
import { isSmall, TableTurns } from '../../../../src/engine/run/table-turns.ts';

/** Tables that are told when to end. */
function start(places: number, names: readonly string[]) {
  const turns = new TableTurns(places);
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const all = names.map((name) =>
    turns.run(name.startsWith('small'), async () => {
      begun.push(name);
      await new Promise<void>((end) => ends.set(name, end));
    }),
  );
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return {
    begun,
    settle,
    all,
    async end(name: string) {
      ends.get(name)?.();
      await settle();
    },
  };
}

describe('TableTurns', () => {
  it('leaves a place to small tables as long as one waits or runs', async () => {
    const { begun, settle, end } = start(3, ['A', 'B', 'C', 'small 1', 'small 2']);
    await settle();
    expect(begun).toEqual(['A', 'B', 'small 1']);
    await end('small 1');
    expect(begun).toEqual(['A', 'B', 'small 1', 'small 2']);
    await end('small 2');
    expect(begun.at(-1)).toBe('C');
  });

  it('gives every place to whoever is there', async () => {
    const large = start(2, ['A', 'B', 'C']);
    await large.settle();
    expect(large.begun).toEqual(['A', 'B']);
    const small = start(2, ['small 1', 'small 2', 'small 3']);
    await small.settle();
    expect(small.begun).toEqual(['small 1', 'small 2']);
  });

  it('takes the small ones first where there is one place only', async () => {
    const { begun, settle, end, all } = start(1, ['A', 'small 1', 'B']);
    await settle();
    await end('small 1');
    await end('A');
    await end('B');
    expect(begun).toEqual(['small 1', 'A', 'B']);
    await Promise.all(all);
  });

  it('goes on after a failure, and hands it on', async () => {
    const turns = new TableTurns(1);
    const failed = turns.run(false, () => Promise.reject(new Error('no')));
    const next = turns.run(false, async () => 'yes');
    await expect(failed).rejects.toThrow('no');
    expect(await next).toBe('yes');
  });
});

it('takes for small what is known to be small', () => {
  expect(
    [1000, 1e9, undefined].map((sourceBytes) => isSmall(sourceBytes === undefined ? {} : { sourceBytes })),
  ).toEqual([true, false, false]);
});
