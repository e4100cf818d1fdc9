import { describe, expect, it } from 'vitest';
import { type FreshToken, keepToken } from '../../../src/connections/token-source.ts';

/** A clock and a place that gives tokens, both in the test's hand. */
function openSource() {
  const asked: { readonly force: boolean; readonly answer: PromiseWithResolvers<FreshToken> }[] = [];
  const clock = { now: 0 };
  const source = keepToken(
    (force) => {
      const answer = Promise.withResolvers<FreshToken>();
      asked.push({ force, answer });
      return answer.promise;
    },
    () => clock.now,
  );
  const answer = (token: string): void => asked.at(-1)?.answer.resolve({ token, expiresAt: clock.now + 3_600_000 });
  const fail = (): void => asked.at(-1)?.answer.reject(new Error('no answer'));
  return { asked, clock, source, answer, fail };
}

const hour = 3_600_000;
const minute = 60_000;

describe('a token that is kept', () => {
  it('is fetched once for all who were turned down together', async () => {
    const { asked, source, answer } = openSource();
    const first = source({ refresh: false });
    answer('t1');
    await first;
    const all = Promise.all(Array.from({ length: 8 }, () => source({ refresh: true })));
    answer('t2');
    expect(await all).toEqual(Array.from({ length: 8 }, () => 't2'));
    expect(asked.map(({ force }) => force)).toEqual([false, true]);
    expect(await source({ refresh: false })).toBe('t2');
  });

  it('is fetched anew for who was turned down, though another fetch is under way', async () => {
    const { asked, source, answer } = openSource();
    const first = source({ refresh: false });
    const second = source({ refresh: true });
    answer('forced');
    expect(await second).toBe('forced');
    asked[0]?.answer.resolve({ token: 'cached' });
    expect(await first).toBe('cached');
    expect(await source({ refresh: false })).toBe('forced');
  });

  it('outlives a renewal that failed before its end, and is renewed a little later', async () => {
    const { asked, clock, source, answer, fail } = openSource();
    const first = source({ refresh: false });
    answer('t1');
    await first;
    clock.now = hour - 4 * minute;
    const early = source({ refresh: false });
    fail();
    expect(await early).toBe('t1');
    expect(await source({ refresh: false })).toBe('t1');
    expect(asked).toHaveLength(2);
    clock.now += minute;
    const later = source({ refresh: false });
    answer('t2');
    expect(await later).toBe('t2');
  });

  it('with a short life is renewed half its life before its end', async () => {
    const { asked, clock, source } = openSource();
    const first = source({ refresh: false });
    asked.at(-1)?.answer.resolve({ token: 'short', expiresAt: clock.now + 10_000 });
    expect(await first).toBe('short');
    clock.now += 4999;
    expect(await source({ refresh: false })).toBe('short');
    expect(asked).toHaveLength(1);
    clock.now += 1;
    const second = source({ refresh: false });
    asked.at(-1)?.answer.resolve({ token: 'next', expiresAt: clock.now + 10_000 });
    expect(await second).toBe('next');
  });

  it('may be there from the start', async () => {
    const clock = { now: 0 };
    const source = keepToken(
      () => Promise.resolve({ token: 'fetched' }),
      () => clock.now,
      { token: 'first', expiresAt: hour },
    );
    expect(await source({ refresh: false })).toBe('first');
    expect(await source({ refresh: true })).toBe('fetched');
  });

  it('is gone after its end, and after it was turned down', async () => {
    const { clock, source, answer, fail } = openSource();
    const first = source({ refresh: false });
    answer('t1');
    await first;
    clock.now = hour;
    const late = source({ refresh: false });
    fail();
    await expect(late).rejects.toThrow('no answer');
    const again = source({ refresh: false });
    answer('t2');
    expect(await again).toBe('t2');
    const refused = source({ refresh: true });
    fail();
    await expect(refused).rejects.toThrow('no answer');
    const last = source({ refresh: false });
    answer('t3');
    expect(await last).toBe('t3');
  });
});
