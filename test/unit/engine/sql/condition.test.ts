import { describe, expect, it } from 'vitest';
import { wrapCondition } from '../../../../src/engine/sql/condition.ts';

describe('wrapCondition', () => {
  it.each([
    'a = 1',
    "a = 'it''s' OR b = 'x\\'y'",
    "a = ')' AND (b IN (1, 2))",
    'a = 1 -- and no more',
    'a = 1 /* ) ; */',
    '`odd)name` > 0 AND c = ";"',
    'a /* /* ( */ ) */ = 1',
    'path LIKE r\'C:\\\' OR path = R"D:\\"',
    "bar = 'x' OR'it\\'s)' = b",
    'a = 1 -- \\ (\r\n AND b = 2',
    'a = 1 -- goes on \\\n ( here\n AND b = 2',
  ])('keeps %s inside brackets of its own', (condition) => {
    expect(wrapCondition(condition)).toBe(`(${condition}\n)`);
  });

  it.each([
    ['1 = 1) OR (1 = 1', 'closes a bracket'],
    ['a = (1', 'does not close'],
    ['a = 1; DROP TABLE t', 'semicolon'],
    ["a = 'open", "opens '"],
    ['a = `open', 'opens `'],
    ['a = 1 /* open', 'opens /*'],
    ['a = 1 /* /* open */', 'opens /*'],
    ['a /* /* */ ( */ ) OR (b /* /* */ ) */', 'closes a bracket'],
    ['a /* /*+ */ ) OR (b -- */', 'opens /*'],
    ['a = /*+ x */ 1', 'contains a hint'],
    ["a = r'C:\\') OR (b = 'x'", 'closes a bracket'],
    ["a = 1e+5r'\\' ) OR (b -- '", 'glues 5r'],
    ['a = 1 --\r) OR (b = 1 --', 'closes a bracket'],
    ['a = 1 -- open \\', 'ends inside a comment'],
    ['  ', 'is empty'],
  ])('refuses %s', (condition, reason) => {
    expect(() => wrapCondition(condition)).toThrow(
      expect.objectContaining({ code: 'source.invalidSql', message: expect.stringContaining(reason) }),
    );
  });
});
