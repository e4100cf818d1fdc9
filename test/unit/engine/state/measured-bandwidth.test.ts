import { expect, it } from 'vitest';
import { bandwidthOf, type MeasuredTable } from '../../../../src/engine/state/measured-bandwidth.ts';

function table(wireBytes: number, downloadMs: number | undefined, downloads = 4, chunks = 100): MeasuredTable {
  const phases = { statement: 0, download: downloadMs ?? 0, decode: 0, append: 0, checkpoint: 0, validate: 0 };
  return { receipt: { wireBytes, ...(downloadMs === undefined ? {} : { metrics: { phases } }) }, downloads, chunks };
}

it('takes what ran side by side for one line', () => {
  expect(bandwidthOf([table(100e6, 40_000)])).toBe(10e6);
  expect(bandwidthOf([table(100e6, 40_000, 4, 2)])).toBe(5e6);
});

it('takes the newest ones together', () => {
  const old = Array.from({ length: 5 }, () => table(10e6, 4000));
  expect(bandwidthOf([...old, table(1e9, 1)])).toBe(10e6);
});

it('knows nothing from small tables and from receipts without times', () => {
  expect(bandwidthOf([table(9e5, 100), table(1e9, undefined), table(1e9, 0)])).toBeUndefined();
  expect(bandwidthOf([])).toBeUndefined();
});
