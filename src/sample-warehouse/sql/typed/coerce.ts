import { type PlainName, storageType, type Type } from '../types.ts';
import type { Typed } from './questions.ts';

export const isPlain = (type: Type, ...names: PlainName[]) => type.kind === 'plain' && names.includes(type.name);
export const isIntegral = (type: Type) => isPlain(type, 'TINYINT', 'SMALLINT', 'INT', 'BIGINT');
export const isFloating = (type: Type) => isPlain(type, 'FLOAT', 'DOUBLE');
export const isNumeric = (type: Type) => isIntegral(type) || isFloating(type) || type.kind === 'decimal';

export function castTo(type: Type, { sql }: Typed): Typed {
  return { sql: `CAST(${sql} AS ${storageType(type)})`, type };
}

export const double: Type = { kind: 'plain', name: 'DOUBLE' };
export const bigint: Type = { kind: 'plain', name: 'BIGINT' };

/** A NULL without a type takes that of the other operand. */
export function withoutVoid(left: Typed, right: Typed): [Typed, Typed] {
  const typedNull = (type: Type): Typed => ({ sql: `CAST(NULL AS ${storageType(type)})`, type });
  if (isPlain(left.type, 'VOID')) return [typedNull(right.type), right];
  if (isPlain(right.type, 'VOID')) return [left, typedNull(left.type)];
  return [left, right];
}

/** Beside a number text becomes a number: BIGINT beside integers, else DOUBLE. */
export function withoutText(left: Typed, right: Typed): [Typed, Typed] {
  const number = (text: Typed, beside: Type): Typed =>
    isIntegral(beside) ? { sql: `dbx_to_bigint(${text.sql})`, type: bigint } : castTo(double, text);
  if (left.type.kind === 'string' && isNumeric(right.type)) return [number(left, right.type), right];
  if (right.type.kind === 'string' && isNumeric(left.type)) return [left, number(right, left.type)];
  return [left, right];
}
