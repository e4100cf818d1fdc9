import { unsupported } from '../errors.ts';
import { typeText } from '../types.ts';
import { writeElementAt, writeGet, writeMap, writeNamedStruct } from './nested-values.ts';
import type { Typed, Writer } from './questions.ts';
import { only, writeConcat, writeConcatWs, writeText } from './text-functions.ts';
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

function writeSize([operand]: readonly Typed[]): string {
  const { sql, type } = only(operand);
  if (type.kind === 'array') return `CAST(len(${sql}) AS INTEGER)`;
  if (type.kind === 'map') return `CAST(cardinality(${sql}) AS INTEGER)`;
  throw unsupported(`size of ${typeText(type)}`);
}
