import { expect, it } from 'vitest';
import { countIdentical } from '../../../../src/engine/validate/count-identical.ts';

const chunk = (index: number, digest: string, rows = 10) => ({ index, rows, bytes: 100, digest });

it('counts the chunks whose file had come before', () => {
  expect(countIdentical([])).toBe(0);
  expect(countIdentical([chunk(0, 'a'), chunk(1, 'b')])).toBe(0);
  expect(countIdentical([chunk(0, 'a'), chunk(1, 'b'), chunk(2, 'a'), chunk(3, 'a')])).toBe(2);
});

it('leaves out files without rows, which are all the same', () => {
  expect(countIdentical([chunk(0, 'a', 0), chunk(1, 'a', 0), chunk(2, 'b')])).toBe(0);
});
