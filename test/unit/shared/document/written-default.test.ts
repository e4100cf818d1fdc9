import { expect, test } from 'vitest';
import { readDefault, writtenDefault } from '../../../../src/shared/document/written-default.ts';

test.each([
  [0, '0'],
  [-1.5, '-1.5'],
  [true, 'true'],
  ['none', 'none'],
  ['', '""'],
  ['0', '"0"'],
  ['true', '"true"'],
  [' x', '" x"'],
  ['"x"', '""x""'],
  ['12345678901234567890', '12345678901234567890'],
  ['1.50', '1.50'],
  ['1e3', '1e3'],
])('%j is shown as %s, and read from it again', (value, text) => {
  expect(writtenDefault(value)).toBe(text);
  expect(readDefault(text)).toBe(value);
});
