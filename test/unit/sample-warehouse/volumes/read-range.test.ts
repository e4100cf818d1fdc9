import { expect, it } from 'vitest';
import { readRange } from '../../../../src/sample-warehouse/volumes/read-range.ts';

it.each([
  [undefined, undefined],
  ['bytes=0-9', { start: 0, end: 9 }],
  ['bytes=90-200', { start: 90, end: 99 }],
  ['bytes=40-', { start: 40, end: 99 }],
  ['bytes=-10', { start: 90, end: 99 }],
  ['bytes=-1000', { start: 0, end: 99 }],
  ['bytes=100-', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=9-3', undefined],
  ['bytes=-', undefined],
  ['bytes=0-1,5-6', undefined],
  ['items=0-1', undefined],
] as const)('the range %s of 100 bytes', (header, expected) => {
  expect(readRange(header, 100)).toEqual(expected);
});

it('of an empty file there is no range', () => {
  expect(readRange('bytes=0-', 0)).toBe('unsatisfiable');
});
