import { expect, it } from 'vitest';
import { resolveLimits } from '../../../../src/engine/plan/resolve-limits.ts';

const requested = { tables: 3, downloads: 2, groupBytes: 10, sliceBytes: 20, batchRows: 10_000 };
const laptop = { memoryBytes: 16 * 1024 ** 3, cores: 8 };

it('takes from the machine what the document leaves open', () => {
  expect(resolveLimits(requested, laptop)).toEqual({ ...requested, memoryBytes: 660 * 1024 ** 2, threads: 8 });
  expect(resolveLimits(requested, { memoryBytes: 2 * 1024 ** 3, cores: 1 }).memoryBytes).toBe(512 * 1024 ** 2);
});

it('keeps what the document says', () => {
  expect(resolveLimits({ ...requested, memoryBytes: 7, threads: 5 }, laptop)).toMatchObject({
    memoryBytes: 7,
    threads: 5,
  });
});
