import { unsupported } from '../errors.ts';
import { typeText } from '../types.ts';
import { isFloating, isIntegral } from './coerce.ts';
import { decimalQuotient, unscaled } from './exact-quotient.ts';
import type { Typed } from './questions.ts';
import { only } from './text-functions.ts';

/** `call` is an aggregate of DuckDB with the modifiers that stand in the statement. */
export function writeAggregate(
  name: 'SUM' | 'AVG',
  [operand]: readonly Typed[],
  call: (name: string, argument: string) => string,
): string {
  const { sql, type } = only(operand);
  const sum = call('sum', sql);
  if (type.kind === 'decimal') {
    if (name === 'SUM') return `CAST(${sum} AS DECIMAL(${Math.min(38, type.precision + 10)},${type.scale}))`;
    const precision = Math.min(38, type.precision + 4);
    const scale = Math.min(38, type.scale + 4);
    return decimalQuotient(`${unscaled(sum)} * ${10 ** (scale - type.scale)}`, call('count', sql), precision, scale);
  }
  if (isIntegral(type)) return name === 'SUM' ? `CAST(${sum} AS BIGINT)` : call('avg', sql);
  if (isFloating(type)) return call(name.toLowerCase(), sql);
  if (type.kind === 'plain' && type.name === 'VOID') return 'CAST(NULL AS DOUBLE)';
  throw unsupported(`${name.toLowerCase()} of ${typeText(type)}`);
}
