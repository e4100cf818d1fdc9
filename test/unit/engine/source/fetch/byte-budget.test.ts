import { describe, expect, it } from 'vitest';
import { ByteBudget } from '../../../../../src/engine/source/fetch/byte-budget.ts';

const never = new AbortController().signal;

async function settled(promise: Promise<void>): Promise<boolean> {
  const pending = Symbol('pending');
  await new Promise((resolve) => setImmediate(resolve));
  return (await Promise.race([promise, Promise.resolve(pending)])) !== pending;
}

describe('ByteBudget with one stream', () => {
  it('admits what fits, and the rest in its turn', async () => {
    const share = new ByteBudget(100).open(60);
    await share.take(60, never);
    await share.take(40, never);
    const third = share.take(50, never);
    const fourth = share.take(20, never);
    expect(await settled(third)).toBe(false);
    share.give(40);
    expect(await settled(third)).toBe(false);
    share.give(60);
    expect([await settled(third), await settled(fourth)]).toEqual([true, true]);
  });

  it('lets what is larger than all pass alone', async () => {
    const share = new ByteBudget(10).open(500);
    await share.take(500, never);
    const next = share.take(5, never);
    expect(await settled(next)).toBe(false);
    share.give(500);
    expect(await settled(next)).toBe(true);
  });

  it('counts what turned out larger than announced', async () => {
    const share = new ByteBudget(100).open(50);
    await share.take(50, never);
    share.give(-40);
    const next = share.take(20, never);
    expect(await settled(next)).toBe(false);
    share.give(90);
    expect(await settled(next)).toBe(true);
  });

  it('takes nothing back twice', async () => {
    const share = new ByteBudget(100).open(50);
    await share.take(50, never);
    share.give(50);
    expect(() => share.give(1)).toThrow(expect.objectContaining({ code: 'internal.bug' }));
  });

  it('keeps nothing for those who went away', async () => {
    const share = new ByteBudget(100).open(100);
    await share.take(100, never);
    const controller = new AbortController();
    const gone = share.take(100, controller.signal);
    const next = share.take(100, never);
    controller.abort();
    await expect(gone).rejects.toMatchObject({ code: 'run.cancelled' });
    share.give(100);
    expect(await settled(next)).toBe(true);
  });

  it('takes nothing from one who has gone already', async () => {
    const share = new ByteBudget(100).open(100);
    await expect(share.take(100, AbortSignal.abort())).rejects.toMatchObject({ code: 'run.cancelled' });
    expect(await settled(share.take(100, never))).toBe(true);
  });

  it('follows when it becomes smaller or larger', async () => {
    const budget = new ByteBudget(100);
    const share = budget.open(50);
    await share.take(50, never);
    budget.resize(50);
    const next = share.take(50, never);
    expect(await settled(next)).toBe(false);
    budget.resize(100);
    expect(await settled(next)).toBe(true);
  });
});

describe('ByteBudget with several streams', () => {
  it('keeps room for one chunk of each open stream, until it is closed', async () => {
    const budget = new ByteBudget(100);
    const [large, other] = [budget.open(20), budget.open(30)];
    await large.take(20, never);
    await large.take(20, never);
    await large.take(20, never);
    const greedy = large.take(20, never);
    expect(await settled(greedy)).toBe(false);
    await other.take(30, never);
    other.give(30);
    expect(await settled(greedy)).toBe(false);
    other.close();
    expect(await settled(greedy)).toBe(true);
  });

  it('serves those first who hold least', async () => {
    const budget = new ByteBudget(100);
    const [large, late] = [budget.open(50), budget.open(40)];
    await large.take(50, never);
    const again = large.take(50, never);
    const first = late.take(40, never);
    expect([await settled(again), await settled(first)]).toEqual([false, true]);
  });

  it('lets small streams pass at once, also where nothing is left', async () => {
    const budget = new ByteBudget(6400);
    const [large, huge, small] = [budget.open(6400), budget.open(9000), budget.open(60)];
    await large.take(6400, never);
    const alone = huge.take(9000, never);
    expect(await settled(small.take(60, never))).toBe(true);
    expect(await settled(small.take(60, never))).toBe(false);
    expect(await settled(alone)).toBe(false);
  });

  it('has nothing else go before one that must pass alone', async () => {
    const budget = new ByteBudget(100);
    const [large, huge, third] = [budget.open(50), budget.open(900), budget.open(50)];
    await large.take(50, never);
    const alone = huge.take(900, never);
    const after = third.take(50, never);
    expect([await settled(alone), await settled(after)]).toEqual([false, false]);
    large.give(50);
    expect([await settled(alone), await settled(after)]).toEqual([true, false]);
    huge.give(900);
    expect(await settled(after)).toBe(true);
  });

  it('serves everybody in the end, whoever writes next', async () => {
    // Any stream that holds bytes can give them back, and none of them ever waits for another one to do so first.
    const budget = new ByteBudget(100);
    const left = [900, 70, 30, 30, 1].map((chunk) => ({ chunk, share: budget.open(chunk), chunks: 9 }));
    const under = left.map(({ chunk, share, chunks }) =>
      Array.from({ length: chunks }, () => share.take(chunk, never)),
    );
    let random = 7;
    for (let round = 0; round < 1000; round += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      random = (random * 16807) % 2147483647;
      const holding = left.filter(({ share }) => share.held > 0);
      const next = holding[random % holding.length];
      if (next === undefined) break;
      next.share.give(next.chunk);
      next.chunks -= 1;
      if (next.chunks === 0) next.share.close();
    }
    await Promise.all(under.flat());
    expect(left.map(({ chunks }) => chunks)).toEqual([0, 0, 0, 0, 0]);
  });
});
