import { unsupported } from '../errors.ts';
import { type Type, typeText } from '../types.ts';
import type { Typed } from './questions.ts';
import { sparkText } from './spark-text.ts';

export function writeText([operand]: readonly Typed[]): string {
  const { type, sql } = only(operand);
  return sparkText(type, sql);
}

export function only(operand: Typed | undefined): Typed {
  if (operand === undefined) throw unsupported('a call without arguments');
  return operand;
}

function every(operands: readonly Typed[], test: (type: Type) => boolean): boolean {
  return operands.every(({ type }) => test(type) || (type.kind === 'plain' && type.name === 'VOID'));
}

const isBinary = (type: Type) => type.kind === 'plain' && type.name === 'BINARY';
const isArray = (type: Type) => type.kind === 'array';

/** Bytes stay bytes and lists lists; all else is text, as the warehouse writes it. One NULL makes the whole NULL. */
export function writeConcat(operands: readonly Typed[]): string {
  if (operands.length === 0) return "''";
  const kept = every(operands, (type) => isBinary(type)) || every(operands, (type) => isArray(type));
  if (!kept && operands.some(({ type }) => isNested(type))) throw unsupported('concat of these types');
  const joined = operands.map(({ sql, type }) => (kept ? `(${sql})` : sparkText(type, sql))).join(' || ');
  // DuckDB forgets the type where it knows that one is NULL.
  return kept ? `(${joined})` : `CAST(${joined} AS VARCHAR)`;
}

function isNested(type: Type): boolean {
  return type.kind === 'array' || type.kind === 'map' || type.kind === 'struct' || isBinary(type);
}

/** Leaves NULLs out, in lists as well. */
export function writeConcatWs([separator, ...operands]: readonly Typed[]): string {
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
