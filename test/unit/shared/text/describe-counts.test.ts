import { expect, test } from 'vitest';
import { describeCounts, describeValidation } from '../../../../src/shared/text/describe-counts.ts';

test('all counts are equal where nothing is left out', () => {
  const rows = { manifest: 5, received: 5, stored: 5 };
  expect(describeCounts({ ...rows, dropped: 0 })).toBe('5 promised = 5 received = 5 stored');
  expect(describeCounts({ ...rows, source: 5 })).toBe('5 promised = 5 received = 5 stored = 5 counted in the source');
});

test('what a transform leaves out is called so, and not equal', () => {
  expect(describeCounts({ manifest: 4000, received: 4000, stored: 900, source: 4000, dropped: 3100 })).toBe(
    '4,000 promised = 4,000 received = 4,000 counted in the source; 900 stored, 3,100 left out by the transform',
  );
});

test('no comparison is claimed where no column could be compared', () => {
  expect(describeValidation({ comparedColumns: 0 })).toBe('row counts');
  expect(describeValidation({})).toBe('row counts');
  expect(describeValidation({ comparedColumns: 1 })).toBe('row counts, and the aggregates of 1 column');
});
