import { describe, expect, it } from 'vitest';
import { syntaxError, tableNotFound, translateFailure } from '../../../../src/sample-warehouse/sql/errors.ts';

describe('errors', () => {
  it('points at the place of a syntax error', () => {
    expect(syntaxError('SELECT 1\nFROM FROM', 14, "'FROM'").message).toBe(
      "\n[PARSE_SYNTAX_ERROR] Syntax error at or near 'FROM'. SQLSTATE: 42601 (line 2, pos 5)\n\n== SQL ==\nSELECT 1\nFROM FROM\n-----^^^\n",
    );
  });

  it('names a missing table with its position', () => {
    const { message, sqlState, errorClass } = tableNotFound(['a', 'b', 'c'], '; line 1 pos 14');
    expect([errorClass, sqlState]).toEqual(['TABLE_OR_VIEW_NOT_FOUND', '42P01']);
    expect(message).toMatch(/^\[TABLE_OR_VIEW_NOT_FOUND\] The table or view `a`\.`b`\.`c` cannot be found\./);
    expect(message).toMatch(/SQLSTATE: 42P01; line 1 pos 14$/);
  });

  it.each([
    [
      'Binder Error: Referenced column "x" not found in FROM clause!\nCandidate bindings: "a", "b"',
      '42703',
      /Did you mean one of the following\? \[`a`, `b`\]/,
    ],
    [
      "Conversion Error: Could not convert string 'abc' to INT32",
      '22018',
      /The value 'abc' of the type "STRING" cannot be cast to "INT"/,
    ],
    ['Out of Range Error: Overflow in addition of INT32', '22003', /ARITHMETIC_OVERFLOW/],
    ['Parser Error: syntax error at or near "selec"', '42601', /near 'selec'/],
    ['Something else', 'XX000', /INTERNAL_ERROR/],
  ])('words %s as the warehouse does', (message, sqlState, worded) => {
    const error = translateFailure(new Error(message), 'selec x');
    expect(error.sqlState).toBe(sqlState);
    expect(error.message).toMatch(worded);
  });
});
