import { thrift } from '@databricks/sql';
import { expect, it } from 'vitest';
import { toControlRow, toControlValue } from '../../../../../src/engine/source/databricks/control-values.ts';

const { DATE_TYPE, TIMESTAMP_TYPE } = thrift.TCLIService_types.TTypeId;

it.each([
  { value: null, type: undefined, expected: null },
  { value: undefined, type: undefined, expected: null },
  { value: 9007199254740993n, type: undefined, expected: 9007199254740993n },
  { value: '1.50', type: undefined, expected: '1.50' },
  { value: 1.5, type: undefined, expected: 1.5 },
  { value: true, type: undefined, expected: true },
  { value: new Date('2020-01-02T00:00:00Z'), type: DATE_TYPE, expected: '2020-01-02' },
  { value: Date.parse('2020-01-02T00:00:00Z'), type: DATE_TYPE, expected: '2020-01-02' },
  { value: new Date('2020-01-02T03:04:05.678Z'), type: TIMESTAMP_TYPE, expected: '2020-01-02T03:04:05.678Z' },
  { value: Buffer.from([1, 255]), type: undefined, expected: '01ff' },
  { value: ['a', null], type: undefined, expected: '["a",null]' },
  { value: { n: 9007199254740993n }, type: undefined, expected: '{"n":"9007199254740993"}' },
])('$value becomes $expected', ({ value, type, expected }) => {
  expect(toControlValue(value, type)).toEqual(expected);
});

it('goes by the types of the columns', () => {
  const types = new Map([['d', DATE_TYPE]]);
  expect(toControlRow({ d: new Date(0), n: 0 }, types)).toEqual({ d: '1970-01-01', n: 0 });
});
