import { expect, test } from 'vitest';
import { median, ratio, spread } from '../../bench/support/statistics.ts';

test('the median is the middle one, or between the two middle ones', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([9, 1, 5, 6])).toBe(5.5);
  expect(() => median([])).toThrow(RangeError);
});

test('a ratio compares rows per second, however many rows each had', () => {
  expect(ratio({ rows: 50, seconds: 1 }, { rows: 1000, seconds: 10 })).toBe(0.5);
  expect(ratio({ rows: 1000, seconds: 5 }, { rows: 1000, seconds: 10 })).toBe(2);
});

test('a spread names the middle and both ends', () => {
  expect(spread([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3 });
});
