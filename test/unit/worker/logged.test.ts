import { describe, expect, it } from 'vitest';
import { ReplicatorError } from '../../../src/shared/errors.ts';
import { logged } from '../../../src/worker/logged.ts';

describe('logged', () => {
  it('passes answers and errors on, and writes a line for each call', async () => {
    const lines: unknown[][] = [];
    const calls = logged((...line) => lines.push(line), {
      good: async (a: number) => a + 1,
      refused: async () => {
        throw new ReplicatorError('auth.forbidden', 'No.', { facts: { status: 403 } });
      },
      broken: async () => {
        throw new TypeError('a bug');
      },
    });
    expect(await calls.good(1)).toBe(2);
    await expect(calls.refused()).rejects.toMatchObject({ code: 'auth.forbidden' });
    await expect(calls.broken()).rejects.toBeInstanceOf(TypeError);
    expect(lines).toMatchObject([
      ['trace', 'good', { ms: expect.any(Number) }],
      ['warn', 'refused: No.', { code: 'auth.forbidden', status: 403 }],
      ['error', 'broken: a bug', { code: 'internal.bug', stack: expect.stringContaining('TypeError') }],
    ]);
  });
});
