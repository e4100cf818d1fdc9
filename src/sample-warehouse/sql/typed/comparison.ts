import { unsupported } from '../errors.ts';
import { type Type, typeText } from '../types.ts';
import { castTo, double, isFloating, isNumeric, isPlain, withoutText, withoutVoid } from './coerce.ts';
import type { Typed, Writer } from './questions.ts';

const spellings: Readonly<Record<string, string>> = { '==': '=', '!=': '<>', '<=>': 'IS NOT DISTINCT FROM' };

export function writeComparison(operator: string): Writer {
  return (operands) => {
    const [left, right] = comparable(operator, operands);
    return `((${left.sql}) ${spellings[operator] ?? operator} (${right.sql}))`;
  };
}

/** Both operands in the type in which the warehouse compares them. */
export function comparable(operator: string, operands: readonly Typed[]): [Typed, Typed] {
  const [first, second] = operands;
  if (first === undefined || second === undefined) throw unsupported(`'${operator}' without operands`);
  const [left, right] = withoutText(...withoutVoid(first, second));
  const refuse = () => unsupported(`'${operator}' of ${typeText(left.type)} and ${typeText(right.type)}`);
  if (!isComparable(left.type) || !isComparable(right.type)) throw refuse();
  if (isNumeric(left.type) && isNumeric(right.type)) {
    const mixed = left.type.kind !== right.type.kind || typeText(left.type) !== typeText(right.type);
    return mixed && (isFloating(left.type) || isFloating(right.type))
      ? [castTo(double, left), castTo(double, right)]
      : [left, right];
  }
  if (left.type.kind === 'string' && isPlain(right.type, 'BINARY')) return [encoded(left), right];
  if (right.type.kind === 'string' && isPlain(left.type, 'BINARY')) return [left, encoded(right)];
  if (left.type.kind === 'string' && isSimple(right.type)) return [castTo(right.type, left), right];
  if (right.type.kind === 'string' && isSimple(left.type)) return [left, castTo(left.type, right)];
  const alike = familyOf(left.type) === familyOf(right.type);
  if (!alike) throw refuse();
  return [left, right];
}

const isSimple = (type: Type) => isPlain(type, 'DATE', 'TIMESTAMP', 'TIMESTAMP_NTZ', 'BOOLEAN');
const isComparable = (type: Type) => type.kind !== 'map' && type.kind !== 'geo' && !isPlain(type, 'VARIANT');
const encoded = (text: Typed): Typed => ({ sql: `encode(${text.sql})`, type: { kind: 'plain', name: 'BINARY' } });

function familyOf(type: Type): string {
  if (isPlain(type, 'DATE', 'TIMESTAMP', 'TIMESTAMP_NTZ')) return 'time';
  if (type.kind === 'yearMonth' || type.kind === 'dayTime') return typeText(type);
  return type.kind === 'plain' ? type.name : type.kind;
}
