import { unsupported } from '../errors.ts';
import { typeText } from '../types.ts';
import { isFloating, isIntegral, isPlain } from './coerce.ts';
import type { Typed, Writer } from './questions.ts';
import { sparkText } from './spark-text.ts';
import { only } from './text-functions.ts';

/** A function of bytes, or of the text of what is neither text nor bytes. */
export function ofTextOrBytes(text: (x: string) => string, bytes: (x: string) => string): Writer {
  return (operands) => {
    const { sql, type } = only(operands[0]);
    if (operands.length > 1) throw unsupported('a call with these arguments');
    return isPlain(type, 'BINARY') ? bytes(sql) : text(sparkText(type, sql));
  };
}

export const writeHex: Writer = ([operand]) => {
  const { sql, type } = only(operand);
  if (isIntegral(type)) return `hex(CAST(${sql} AS BIGINT))`;
  if (type.kind === 'string' || isPlain(type, 'BINARY')) return `hex(${sql})`;
  if (isPlain(type, 'VOID')) return 'CAST(NULL AS VARCHAR)';
  throw unsupported(`hex of ${typeText(type)}`);
};

/** `floor` and `ceil` to whole numbers. */
export function writeWhole(name: 'floor' | 'ceil'): Writer {
  return (operands) => {
    const { sql, type } = only(operands[0]);
    if (operands.length > 1) throw unsupported(`${name} to a scale`);
    if (isIntegral(type)) return `CAST(${sql} AS BIGINT)`;
    if (isFloating(type)) return `CAST(${name}(${sql}) AS BIGINT)`;
    if (type.kind !== 'decimal') throw unsupported(`${name} of ${typeText(type)}`);
    return `CAST(${name}(${sql}) AS DECIMAL(${Math.min(38, type.precision - type.scale + 1)},0))`;
  };
}

export const writeIf: Writer = ([condition, yes, no]) => {
  if (condition === undefined || yes === undefined || no === undefined) throw unsupported('if() of these arguments');
  refuseMixedText('if', [yes, no]);
  return `if(${condition.sql}, ${yes.sql}, ${no.sql})`;
};

/** Functions that want their arguments to be of one type. */
export function writeAlike(name: string): Writer {
  return (operands) => {
    refuseMixedText(name, operands);
    return `${name}(${operands.map(({ sql }) => sql).join(', ')})`;
  };
}

/** What type text takes on beside others, DuckDB decides otherwise. */
function refuseMixedText(name: string, operands: readonly Typed[]): void {
  const known = operands.filter(({ type }) => !isPlain(type, 'VOID'));
  const texts = known.filter(({ type }) => type.kind === 'string');
  if (texts.length === 0 || texts.length === known.length) return;
  throw unsupported(`${name} of ${known.map(({ type }) => typeText(type)).join(' and ')}`);
}
