import { describe, expect, it } from 'vitest';
import { Operators } from '../../../../src/sample-warehouse/sql/operators.ts';

/** Writes each piece as an operand or an operator, with parentheses around what belongs together. */
function grouped(pieces: string): string {
  const out: string[] = [];
  const operators = new Operators(out, (operator, left, right) => `(${left} ${operator} ${right})`);
  for (const piece of pieces.split(' ')) {
    if (piece === '(') {
      operators.operand();
      out.push(piece);
      operators.open();
    } else if (piece === ')') {
      operators.close();
      out.push(piece);
    } else if (/^\w+$/.test(piece)) {
      operators.operand();
      out.push(piece);
    } else if (!operators.infix(piece)) out.push(piece);
  }
  operators.boundary();
  return out.join(' ');
}

describe('operators bind', () => {
  it.each([
    ['a + b * c', '(a + (b * c))'],
    ['a - b - c', '((a - b) - c)'],
    ['a || b + c', '((a || b) + c)'],
    ['a + b & c | d', '(((a + b) & c) | d)'],
    ['a + b = c * d', '((a + b) = (c * d))'],
    ['- a * - b', '(- a * - b)'],
    ['( a + b ) * c', '(( (a + b) ) * c)'],
    ['a + b name', '(a + b) name'],
  ])('%s as %s', (pieces, expected) => {
    expect(grouped(pieces)).toBe(expected);
  });
});
