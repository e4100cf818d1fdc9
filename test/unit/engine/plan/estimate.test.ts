import { expect, it } from 'vitest';
import { estimateSeconds } from '../../../../src/engine/plan/estimate.ts';
import { warnOfMemory } from '../../../../src/engine/plan/warn-of-memory.ts';

it.each([
  [undefined, undefined, 1e6, undefined],
  [100, 1000, undefined, 1],
  [4_000_000, 0, undefined, 10],
  [0, 300e6, undefined, 10],
  [0, 1e6, 100e3, 16],
] as const)('%s rows in %s bytes at %s bytes a second take %s seconds', (rows, bytes, speed, seconds) => {
  expect(estimateSeconds(rows, bytes, speed)).toBe(seconds);
});

it('says of a limit that is too low that it will not be kept', () => {
  expect(warnOfMemory(64 * 2 ** 20)).toContain('67.1 MB of memory (limits.memory) are aimed at and will not be kept');
  expect(warnOfMemory(500e6)).toBeUndefined();
});
