import { expect, test } from 'vitest';
import { counted, formatBytes, formatCount, formatDuration, formatRate } from '../../../../src/shared/text/units.ts';

test('counts, sizes, durations and rates as people write them', () => {
  expect(formatCount(6001215)).toBe('6,001,215');
  expect([counted(1, 'row'), counted(2, 'retry', 'retries')]).toEqual(['1 row', '2 retries']);
  expect([512, 1_210_000_000, 999_600].map(formatBytes)).toEqual(['512 B', '1.21 GB', '1.00 MB']);
  expect([400, 12_000, 185_000, 7_620_000].map(formatDuration)).toEqual(['0.4 s', '12 s', '3 min 05 s', '2 h 07 min']);
  expect([645_123, 12.3456, 0].map(formatRate)).toEqual(['645,000', '12.3', '0']);
});
