import { expect, it } from 'vitest';
import { parseRetryAfter } from '../../../../src/engine/resilience/retry-after.ts';

const now = Date.parse('2026-01-02T03:04:05Z');

it.each([
  { header: undefined, expected: undefined },
  { header: '', expected: undefined },
  { header: 'soon', expected: undefined },
  { header: '0', expected: 0 },
  { header: ' 7 ', expected: 7000 },
  { header: '1.5', expected: 1500 },
  { header: 'Fri, 02 Jan 2026 03:04:15 GMT', expected: 10_000 },
  { header: 'Fri, 02 Jan 2026 03:00:00 GMT', expected: 0 },
])('takes “$header” for $expected ms', ({ header, expected }) => {
  expect(parseRetryAfter(header, now)).toBe(expected);
});
