import { unsupported } from '../errors.ts';
import { typeText } from '../types.ts';
import { writeArithmetic } from './arithmetic.ts';
import { comparable, writeComparison } from './comparison.ts';
import type { Writer } from './questions.ts';
import { writeConcat } from './text-functions.ts';

const comparisons = new Set(['=', '==', '<=>', '<>', '!=', '<', '>', '<=', '>=']);

/** What an operator is in DuckDB depends on the types of its operands. */
export function writeOperator(operator: string): Writer {
  if (operator === '||') return writeConcat;
  if (operator === 'BETWEEN') return writeBetween;
  if (operator === 'NOT BETWEEN') return (operands) => `(NOT ${writeBetween(operands)})`;
  return comparisons.has(operator) ? writeComparison(operator) : writeArithmetic(operator);
}

const writeBetween: Writer = ([value, from, to]) => {
  if (value === undefined || from === undefined || to === undefined) throw unsupported('BETWEEN of one bound');
  return `(${writeComparison('>=')([value, from])} AND ${writeComparison('<=')([value, to])})`;
};

/** `IN` of a list of expressions, or `NOT IN`. */
export function writeIn(operator: 'IN' | 'NOT IN'): Writer {
  return ([value, ...items]) => {
    if (value === undefined || items.length === 0) throw unsupported(`${operator} of an empty list`);
    const pairs = items.map((item) => comparable(operator, [value, item]));
    if (pairs.every(([left, right], index) => left === value && right === items[index])) {
      return `((${value.sql}) ${operator} (${items.map(({ sql }) => `(${sql})`).join(', ')}))`;
    }
    const types = new Set(items.map(({ type }) => typeText(type)).filter((text) => text !== 'VOID'));
    if (types.size > 1) throw unsupported(`${operator} of a list of several types`);
    const equals = pairs.map(([left, right]) => `(${left.sql}) = (${right.sql})`).join(' OR ');
    return operator === 'IN' ? `(${equals})` : `(NOT (${equals}))`;
  };
}
