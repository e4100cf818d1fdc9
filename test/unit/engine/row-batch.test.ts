import { expect, it } from 'vitest';
import { BatchPacker, unpackRows } from '../../../src/engine/row-batch.ts';
import type { DriverRow } from '../../../src/engine/source/source.ts';

const pack = (...parts: readonly (readonly DriverRow[])[]) => {
  const packer = new BatchPacker();
  for (const part of parts) packer.add(part);
  return packer.pack();
};

it('rows come out as they went in, in order', () => {
  const rows: readonly DriverRow[] = [
    [1, null, 'text', 9007199254740993n, -0, Number.NaN, true],
    [Buffer.from('bytes'), [null, { f0: 1n, f1: [] }], [], {}, Number.NEGATIVE_INFINITY, 5e-324, false],
  ];
  const batch = pack(rows.slice(0, 1), rows.slice(1));
  expect(batch.rows).toBe(2);
  expect([...unpackRows(batch)]).toEqual(rows);
});

it('a digest tells batches apart, and is the same for the same rows', () => {
  const bytes = Buffer.from('within a larger buffer');
  expect(pack([[bytes.subarray(0, 6)]]).digest).toBe(pack([[Buffer.from('within')]]).digest);
  const digests = [pack([[1]]), pack([[2]]), pack([[1n]]), pack([[null]]), pack([[0]]), pack([[-0]]), pack()];
  expect(new Set(digests.map((batch) => batch.digest)).size).toBe(digests.length);
});

it('says about how much the values take', () => {
  const { bytes } = pack([[Buffer.alloc(1_000_000)], [Buffer.alloc(500_000)]]);
  expect(bytes).toBeGreaterThan(1_500_000);
  expect(bytes).toBeLessThan(1_501_000);
});
