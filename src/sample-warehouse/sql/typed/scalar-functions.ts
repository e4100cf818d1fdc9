import { unsupported } from '../errors.ts';
import { typeText } from '../types.ts';
import { isFloating, isIntegral, isPlain } from './coerce.ts';
import type { Writer } from './questions.ts';
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

/** Functions that want their arguments to be of one type: text does not mix with others. */
export function writeAlike(name: string): Writer {
  return (operands) => {
    const known = operands.filter(({ type }) => !isPlain(type, 'VOID'));
    const texts = known.filter(({ type }) => type.kind === 'string');
    if (texts.length > 0 && texts.length < known.length) {
      throw unsupported(`${name} of ${known.map(({ type }) => typeText(type)).join(' and ')}`);
    }
    return `${name}(${operands.map(({ sql }) => sql).join(', ')})`;
  };
}
