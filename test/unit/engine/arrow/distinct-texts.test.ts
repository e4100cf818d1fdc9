import { describe, expect, it } from 'vitest';
import type { Column } from '../../../../src/engine/arrow/column.ts';
import { DistinctTexts } from '../../../../src/engine/arrow/distinct-texts.ts';

function columnOf(texts: readonly (string | null)[]): Column {
  const parts = texts.map((text) => Buffer.from(text ?? 'left under a NULL'));
  const offsets = new Int32Array(texts.length + 1);
  for (const [i, part] of parts.entries()) offsets[i + 1] = (offsets[i] ?? 0) + part.length;
  const validity = new Uint8Array((texts.length + 7) >> 3);
  for (const [i, text] of texts.entries())
    if (text !== null) validity[i >> 3] = (validity[i >> 3] ?? 0) | (1 << (i & 7));
  const values = new Uint8Array(Buffer.concat(parts));
  const shape = { wire: { kind: 'text' }, wideOffsets: false, children: [] } as const;
  return { shape, rows: texts.length, validity, values, offsets, children: [] };
}

function areMany(texts: readonly (string | null)[], rows = texts.length): boolean {
  const sample = new DistinctTexts();
  sample.add(columnOf(texts), rows);
  return sample.areMany;
}

const range = <T>(make: (i: number) => T, count = 4000): readonly T[] =>
  Array.from({ length: count }, (_, i) => make(i));

describe('texts of a column', () => {
  it.each([
    ['each another one', range((i) => `customer ${i}`), true],
    ['a tenth that repeats', range((i) => `customer ${i % 10 === 0 ? 0 : i}`), true],
    ['half of them repeated', range((i) => `the customer with number ${i >> 1}`), false],
    ['a few', range((i) => ['AIR', 'RAIL', 'TRUCK'][i % 3] ?? ''), false],
    ['only NULL', range(() => null), false],
    ['none at all', [], false],
  ] as const)('%s', (_, texts, expected) => {
    expect(areMany(texts)).toBe(expected);
  });

  it('counts no text that lies under a NULL', () => {
    expect(areMany(range((i) => (i % 2 === 0 ? `customer ${i}` : null)))).toBe(true);
  });

  it('looks at the first rows only', () => {
    const texts = range((i) => (i < 1000 ? 'the same' : `customer ${i}`));
    expect(areMany(texts, 1000)).toBe(false);
    expect(areMany(texts)).toBe(true);
  });

  it('adds up what comes in several batches', () => {
    const sample = new DistinctTexts();
    for (let batch = 0; batch < 4; batch++) sample.add(columnOf(range((i) => `customer ${i}`, 1000)), 1000);
    expect(sample.areMany).toBe(false);
  });
});
