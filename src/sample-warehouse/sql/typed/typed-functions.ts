import { unsupported } from '../errors.ts';
import { type Type, typeText } from '../types.ts';
import { decimalQuotient, unscaled } from './exact-quotient.ts';
import { writeElementAt, writeGet, writeMap, writeNamedStruct } from './nested-values.ts';
import type { Typed, Writer } from './questions.ts';
import { sparkText } from './spark-text.ts';
import { writeXxhash64 } from './xxhash64.ts';

/** Functions whose SQL depends on the types of what they are given. */
export const typedFunctions: ReadonlyMap<string, Writer> = new Map<string, Writer>([
  ['XXHASH64', writeXxhash64],
  ['CONCAT', writeConcat],
  ['CONCAT_WS', writeConcatWs],
  ['STRING', (operands) => writeText(operands)],
  ['MAP', writeMap],
  ['NAMED_STRUCT', writeNamedStruct],
  ['ELEMENT_AT', writeElementAt],
  ['GET', writeGet],
  ['SIZE', writeSize],
  ['CARDINALITY', writeSize],
  ['TYPEOF', ([operand]) => `'${typeText(only(operand).type).replaceAll(': ', ':').toLowerCase()}'`],
]);

export function writeText([operand]: readonly Typed[]): string {
  const { type, sql } = only(operand);
  return sparkText(type, sql);
}

function only(operand: Typed | undefined): Typed {
  if (operand === undefined) throw unsupported('a call without arguments');
  return operand;
}

function every(operands: readonly Typed[], test: (type: Type) => boolean): boolean {
  return operands.every(({ type }) => test(type) || (type.kind === 'plain' && type.name === 'VOID'));
}

const isBinary = (type: Type) => type.kind === 'plain' && type.name === 'BINARY';
const isArray = (type: Type) => type.kind === 'array';

/** Bytes stay bytes and lists lists; all else is text, as the warehouse writes it. One NULL makes the whole NULL. */
function writeConcat(operands: readonly Typed[]): string {
  if (operands.length === 0) return "''";
  const kept = every(operands, (type) => isBinary(type)) || every(operands, (type) => isArray(type));
  if (!kept && operands.some(({ type }) => isNested(type))) throw unsupported('concat of these types');
  return `(${operands.map(({ sql, type }) => (kept ? `(${sql})` : sparkText(type, sql))).join(' || ')})`;
}

function isNested(type: Type): boolean {
  return type.kind === 'array' || type.kind === 'map' || type.kind === 'struct' || isBinary(type);
}

/** Leaves NULLs out, in lists as well. */
function writeConcatWs([separator, ...operands]: readonly Typed[]): string {
  const lists = operands.map(({ sql, type }) => {
    if (type.kind === 'array') {
      const empty = type.element.kind === 'plain' && type.element.name === 'VOID';
      if (type.element.kind !== 'string' && !empty) throw unsupported(`concat_ws of ${typeText(type)}`);
      return `coalesce(CAST(${sql} AS VARCHAR[]), [])`;
    }
    if (isNested(type)) throw unsupported(`concat_ws of ${typeText(type)}`);
    return `[${sparkText(type, sql)}]`;
  });
  const joined = lists.length === 0 ? '[]' : `list_concat(${[...lists, '[]'].join(', ')})`;
  return `coalesce(array_to_string(CAST(${joined} AS VARCHAR[]), ${only(separator).sql}), CASE WHEN ${only(separator).sql} IS NOT NULL THEN '' END)`;
}

function writeSize([operand]: readonly Typed[]): string {
  const { sql, type } = only(operand);
  if (type.kind === 'array') return `CAST(len(${sql}) AS INTEGER)`;
  if (type.kind === 'map') return `CAST(cardinality(${sql}) AS INTEGER)`;
  throw unsupported(`size of ${typeText(type)}`);
}

const floating = (type: Type) => type.kind === 'plain' && (type.name === 'DOUBLE' || type.name === 'FLOAT');
const integral = (type: Type) => type.kind === 'plain' && ['TINYINT', 'SMALLINT', 'INT', 'BIGINT'].includes(type.name);

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
  if (integral(type)) return name === 'SUM' ? `CAST(${sum} AS BIGINT)` : call('avg', sql);
  if (floating(type)) return call(name.toLowerCase(), sql);
  if (type.kind === 'plain' && type.name === 'VOID') return 'CAST(NULL AS DOUBLE)';
  throw unsupported(`${name.toLowerCase()} of ${typeText(type)}`);
}
