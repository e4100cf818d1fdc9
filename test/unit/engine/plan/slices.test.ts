import { describe, expect, it } from 'vitest';
import { cutIntoRanges } from '../../../../src/engine/plan/slices.ts';

const cut = { column: 'k`ey', target: 'k"ey', hasNulls: true } as const;

describe('cutIntoRanges', () => {
  it('is one slice without bounds', () => {
    expect(cutIntoRanges(undefined)).toEqual([{ label: 'all', stagedCondition: 'true' }]);
    expect(cutIntoRanges({ ...cut, kind: 'integer', bounds: [] })).toHaveLength(1);
  });

  it('leaves the first and the last range open, and gives NULLs a slice', () => {
    expect(cutIntoRanges({ ...cut, kind: 'integer', bounds: [20n, -10n, 20n] })).toEqual([
      { label: 'k`ey below -10', sourceCondition: '`k``ey` < -10', stagedCondition: '"k""ey" < -10' },
      {
        label: 'k`ey from -10 below 20',
        sourceCondition: '`k``ey` >= -10 AND `k``ey` < 20',
        stagedCondition: '"k""ey" >= -10 AND "k""ey" < 20',
      },
      { label: 'k`ey from 20', sourceCondition: '`k``ey` >= 20', stagedCondition: '"k""ey" >= 20' },
      { label: 'k`ey is NULL', sourceCondition: '`k``ey` IS NULL', stagedCondition: '"k""ey" IS NULL' },
    ]);
  });

  it('writes dates and timestamps as exact numbers on both sides', () => {
    const [dates] = cutIntoRanges({ column: 'd', target: 'd', kind: 'date', bounds: [-719162n], hasNulls: false });
    expect(dates).toEqual({
      label: 'd below 0001-01-01',
      sourceCondition: '`d` < date_from_unix_date(-719162)',
      stagedCondition: `"d" < (DATE '1970-01-01' + -719162::INTEGER)`,
    });
    const [times] = cutIntoRanges({
      column: 't',
      target: 't',
      kind: 'timestamp',
      bounds: [1_500_000n],
      hasNulls: false,
    });
    expect(times).toEqual({
      label: 't below 1970-01-01T00:00:01.500Z',
      sourceCondition: '`t` < timestamp_micros(1500000)',
      stagedCondition: '"t" < make_timestamptz(1500000)',
    });
  });
});
