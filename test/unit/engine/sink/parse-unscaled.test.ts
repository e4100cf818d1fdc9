import { expect, it } from 'vitest';
import { parseUnscaled } from '../../../../src/engine/sink/duckdb/parse-unscaled.ts';

it.each([
  ['0', 0, 0n],
  ['-0.00', 2, 0n],
  ['1.5', 1, 15n],
  ['1.5', 3, 1500n],
  ['-0.01', 2, -1n],
  ['.5', 1, 5n],
  ['99999999999999999999999999999999999999', 0, 99999999999999999999999999999999999999n],
  ['-9999999999999999999999999999.9999999999', 10, -99999999999999999999999999999999999999n],
  ['1E-10', 10, 1n],
  ['-1.23E-8', 10, -123n],
  ['1.2E+3', 0, 1200n],
  ['1.50', 1, 15n],
])('%s with %i places is %s', (text, scale, unscaled) => {
  expect(parseUnscaled(text, scale)).toBe(unscaled);
});

it.each(['', '-', '.', '1.55', 'NaN', 'Infinity', '1,5', '0x10', ' 1', '1e99999'])(
  '%j is no decimal of one place',
  (text) => {
    expect(parseUnscaled(text, 1)).toBeUndefined();
  },
);
