import { expect, it } from 'vitest';
import { namePattern } from '../../../../../src/sample-warehouse/thrift/metadata/name-pattern.ts';

it.each([
  [undefined, 'anything', true],
  ['', 'anything', true],
  ['%', 'any\nthing', true],
  ['jdbc%', 'JDBC_test', true],
  ['jdbc%', 'my_jdbc', false],
  ['a_c', 'abc', true],
  ['a_c', 'abbc', false],
  ['a\\_c', 'abc', false],
  ['a\\_c', 'a_c', true],
  ['a\\%c', 'a%c', true],
  ['a\\%c', 'abc', false],
  ['a.c', 'abc', false],
  ['a\\\\c', 'a\\c', true],
  ['(x)[y]', '(x)[y]', true],
  ['_', '🦆', true],
])('pattern %j, name %j: %s', (pattern, name, fits) => {
  expect(namePattern(pattern)(name)).toBe(fits);
});
