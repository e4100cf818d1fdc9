import { unsupported } from '../errors.ts';
import { typeText } from '../types.ts';
import {
  bigint,
  castTo,
  double,
  isFloating,
  isIntegral,
  isNumeric,
  isPlain,
  withoutText,
  withoutVoid,
} from './coerce.ts';
import { writeDecimalArithmetic } from './decimal-arithmetic.ts';
import type { Typed, Writer } from './questions.ts';
import { isTemporal, writeTimeArithmetic } from './time-arithmetic.ts';

const widths = ['TINYINT', 'SMALLINT', 'INT', 'BIGINT'] as const;

/** `+`, `-`, `*`, `/`, `%`, `DIV`, `&` and `|`, in the type that the warehouse computes in. */
export function writeArithmetic(operator: string): Writer {
  return ([first, second]) => {
    if (first === undefined || second === undefined) throw unsupported(`'${operator}' without operands`);
    const refuse = () => unsupported(`'${operator}' of ${typeText(first.type)} and ${typeText(second.type)}`);
    const known = withoutVoid(first, second);
    if (isPlain(known[0].type, 'VOID')) return 'CAST(NULL AS DOUBLE)';
    if (known.some(({ type }) => isTemporal(type))) {
      const written = writeTimeArithmetic(operator, ...known);
      if (written === undefined) throw refuse();
      return written;
    }
    // What type text takes on beside an integer is not certain here.
    if (operator === '/' && known.some(({ type }) => type.kind === 'string')) throw refuse();
    const [left, right] = withoutText(...known);
    if (!isNumeric(left.type) || !isNumeric(right.type)) throw refuse();
    if (isIntegral(left.type) && isIntegral(right.type)) return writeIntegral(operator, left, right);
    if (operator === 'DIV' || operator === '&' || operator === '|') throw refuse();
    if (isFloating(left.type) || isFloating(right.type)) return writeFloating(operator, left, right);
    return writeDecimalArithmetic(operator, left, right);
  };
}

function writeIntegral(operator: string, left: Typed, right: Typed): string {
  if (operator === '/') return `(${castTo(double, left).sql} / dbx_divisor(${castTo(double, right).sql}))`;
  if (operator === 'DIV') return `(${castTo(bigint, left).sql} // dbx_divisor(${castTo(bigint, right).sql}))`;
  const name = widths.findLast((width) => isPlain(left.type, width) || isPlain(right.type, width)) ?? 'BIGINT';
  const [a, b] = [left, right].map((operand) => castTo({ kind: 'plain', name }, operand).sql);
  return operator === '%' ? `(${a} % dbx_divisor(${b}))` : `(${a} ${operator} ${b})`;
}

/** Single precision only among its own, and never in a division. */
function writeFloating(operator: string, left: Typed, right: Typed): string {
  const single = isPlain(left.type, 'FLOAT') && isPlain(right.type, 'FLOAT') && operator !== '/';
  const [a, b] = single ? [left.sql, right.sql] : [castTo(double, left).sql, castTo(double, right).sql];
  return operator === '/' || operator === '%'
    ? `((${a}) ${operator} dbx_divisor(${b}))`
    : `((${a}) ${operator} (${b}))`;
}
