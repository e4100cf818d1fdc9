import { describe, expect, it } from 'vitest';
import { ByteBudget } from '../../../../../src/engine/source/fetch/byte-budget.ts';

const never = new AbortController().signal;

async function settled(promise: Promise<void>): Promise<boolean> {
  const pending = Symbol('pending');
  await new Promise((resolve) => setImmediate(resolve));
  return (await Promise.race([promise, Promise.resolve(pending)])) !== pending;
}

describe('ByteBudget', () => {
  it('admits what fits, and the rest in its turn', async () => {
    const budget = new ByteBudget(100);
    await budget.take(60, never);
    await budget.take(40, never);
    const third = budget.take(50, never);
    const fourth = budget.take(1, never);
    expect(await settled(third)).toBe(false);
    budget.give(40);
    expect(await settled(third)).toBe(false);
    budget.give(60);
    expect([await settled(third), await settled(fourth)]).toEqual([true, true]);
  });

  it('lets what is larger than all pass alone', async () => {
    const budget = new ByteBudget(10);
    await budget.take(500, never);
    const next = budget.take(1, never);
    expect(await settled(next)).toBe(false);
    budget.give(500);
    expect(await settled(next)).toBe(true);
  });

  it('counts what turned out larger than announced', async () => {
    const budget = new ByteBudget(100);
    await budget.take(50, never);
    budget.give(-40);
    const next = budget.take(20, never);
    expect(await settled(next)).toBe(false);
    budget.give(90);
    expect(await settled(next)).toBe(true);
  });

  it('keeps nothing for those who went away', async () => {
    const budget = new ByteBudget(100);
    await budget.take(100, never);
    const controller = new AbortController();
    const gone = budget.take(100, controller.signal);
    const next = budget.take(100, never);
    controller.abort();
    await expect(gone).rejects.toMatchObject({ code: 'run.cancelled' });
    budget.give(100);
    expect(await settled(next)).toBe(true);
  });

  it('takes nothing from one who has gone already', async () => {
    const budget = new ByteBudget(100);
    await expect(budget.take(100, AbortSignal.abort())).rejects.toMatchObject({ code: 'run.cancelled' });
    expect(await settled(budget.take(100, never))).toBe(true);
  });
});
