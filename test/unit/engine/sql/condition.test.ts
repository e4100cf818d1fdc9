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
    ['  ', 'is empty'],
  ])('refuses %s', (condition, reason) => {
    expect(() => wrapCondition(condition)).toThrow(
      expect.objectContaining({ code: 'source.invalidSql', message: expect.stringContaining(reason) }),
    );
  });
});
