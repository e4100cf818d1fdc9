import { expect, it } from 'vitest';
import {
  formatDate,
  formatDayTime,
  formatDecimal,
  formatDouble,
  formatTimestamp,
  formatYearMonth,
} from '../../../../../src/sample-warehouse/thrift/results/format-scalars.ts';

it.each([
  [-719_162, '0001-01-01'],
  [-141_427, '1582-10-15'],
  [-141_432, '1582-10-10'],
  [0, '1970-01-01'],
  [2_932_896, '9999-12-31'],
  [2_932_897, '+10000-01-01'],
])('date %i', (days, text) => {
  expect(formatDate(days)).toBe(text);
});

it.each([
  [1_623_785_696_789_000n, 'America/Los_Angeles', '2021-06-15 12:34:56.789'],
  [1_609_527_600_000_000n, 'Europe/Berlin', '2021-01-01 20:00:00'],
  [1_623_785_696_789_001n, undefined, '2021-06-15 19:34:56.789001'],
  [-1n, 'Etc/UTC', '1969-12-31 23:59:59.999999'],
  [-62_135_596_800_000_000n, 'Etc/UTC', '0001-01-01 00:00:00'],
  [-5_364_662_400_000_000n, 'America/Los_Angeles', '1799-12-31 16:07:02'],
])('timestamp %s in %s', (micros, zone, text) => {
  expect(formatTimestamp(micros, zone)).toBe(text);
});

it.each([
  [0n, 2, '0.00'],
  [-5n, 2, '-0.05'],
  [10n ** 38n - 1n, 38, `0.${'9'.repeat(38)}`],
  [-(10n ** 38n - 1n), 0, `-${'9'.repeat(38)}`],
])('decimal %s of scale %i', (unscaled, scale, text) => {
  expect(formatDecimal(unscaled, scale)).toBe(text);
});

it('intervals', () => {
  expect([14, -14, 0].map(formatYearMonth)).toEqual(['1-2', '-1-2', '0-0']);
  expect(formatDayTime(93_784_000_001n)).toBe('1 02:03:04.000001000');
  expect(formatDayTime(-1n)).toBe('-0 00:00:00.000001000');
});

it.each([
  [1, '1.0'],
  [-0, '-0.0'],
  [0.1, '0.1'],
  [1e7, '1.0E7'],
  [1.5e-7, '1.5E-7'],
  [1.7976931348623157e308, '1.7976931348623157E308'],
  [Number.NaN, 'NaN'],
  [Number.NEGATIVE_INFINITY, '-Infinity'],
])('double %d', (value, text) => {
  expect(formatDouble(value)).toBe(text);
});
