import { describe, expect, it } from 'vitest';
import { withRetries } from '../../../../src/engine/resilience/retry.ts';
import { type ErrorCode, ReplicatorError } from '../../../../src/shared/errors.ts';

const never = new AbortController().signal;
const timing = { firstDelay: 1, longestDelay: 4, longestRetryAfter: 60 };

function failing(code: ErrorCode, times: number, retryAfterMs?: number) {
  let calls = 0;
  return {
    calls: () => calls,
    work: async () => {
      calls += 1;
      if (calls <= times) throw new ReplicatorError(code, code, retryAfterMs === undefined ? {} : { retryAfterMs });
      return calls;
    },
  };
}

describe('withRetries', () => {
  it('returns what the third attempt gives', async () => {
    const { work } = failing('network.unavailable', 2);
    expect(await withRetries(work, { signal: never, timing })).toBe(3);
  });

  it.each<{ code: ErrorCode; attempts: number }>([
    { code: 'network.unavailable', attempts: 3 },
    { code: 'source.busy', attempts: 3 },
    { code: 'integrity.payload', attempts: 3 },
    { code: 'source.internal', attempts: 2 },
    { code: 'source.linkExpired', attempts: 1 },
    { code: 'source.resultGone', attempts: 1 },
    { code: 'auth.forbidden', attempts: 1 },
  ])('makes $attempts attempts where $code is met', async ({ code, attempts }) => {
    const { work, calls } = failing(code, 10);
    await expect(withRetries(work, { signal: never, timing })).rejects.toMatchObject({ code });
    expect(calls()).toBe(attempts);
  });

  it('makes no more attempts than it is allowed, and tells of each', async () => {
    const { work, calls } = failing('network.unavailable', 10);
    const told: string[] = [];
    const options = { signal: never, timing, attempts: 2, onRetry: (error: ReplicatorError) => told.push(error.code) };
    await expect(withRetries(work, options)).rejects.toThrow('network.unavailable');
    expect(calls()).toBe(2);
    expect(told).toEqual(['network.unavailable']);
  });

  it('makes another attempt only where the caller wants it', async () => {
    const { work, calls } = failing('network.unavailable', 10);
    await expect(withRetries(work, { signal: never, timing, retryable: () => false })).rejects.toThrow();
    expect(calls()).toBe(1);
  });

  it('makes no other attempt after a bug', async () => {
    let calls = 0;
    const work = async () => {
      calls += 1;
      throw new TypeError('x is not a function');
    };
    await expect(withRetries(work, { signal: never, timing })).rejects.toMatchObject({ code: 'internal.bug' });
    expect(calls).toBe(1);
  });

  it.each([
    { asked: 40, least: 38, most: 2000 },
    { asked: 3_600_000, least: 58, most: 2000 },
  ])('waits $asked ms when asked to, up to the cap', async ({ asked, least, most }) => {
    const { work } = failing('source.busy', 1, asked);
    const start = performance.now();
    await withRetries(work, { signal: never, timing });
    expect(performance.now() - start).toBeGreaterThanOrEqual(least);
    expect(performance.now() - start).toBeLessThan(most);
  });

  it('stops waiting when cancelled', async () => {
    const controller = new AbortController();
    const { work, calls } = failing('source.busy', 10, 60_000);
    const options = { signal: controller.signal, timing: { ...timing, longestRetryAfter: 60_000 } };
    const outcome = withRetries(work, { ...options, onRetry: () => controller.abort() });
    await expect(outcome).rejects.toMatchObject({ code: 'run.cancelled' });
    expect(calls()).toBe(1);
  });

  it('does not begin when already cancelled', async () => {
    const { work, calls } = failing('source.busy', 0);
    await expect(withRetries(work, { signal: AbortSignal.abort(), timing })).rejects.toMatchObject({
      code: 'run.cancelled',
    });
    expect(calls()).toBe(0);
  });
});
