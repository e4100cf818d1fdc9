import { unsupported } from '../errors.ts';
import { typeText } from '../types.ts';
import { writeElementAt, writeGet, writeMap, writeNamedStruct } from './nested-values.ts';
import type { Typed, Writer } from './questions.ts';
import { ofTextOrBytes, writeAlike, writeHex, writeIf, writeWhole } from './scalar-functions.ts';
import { only, writeConcat, writeConcatWs, writeText } from './text-functions.ts';
import { writeXxhash64 } from './xxhash64.ts';

const call = (name: string) => (x: string) => `${name}(${x})`;
const count = (name: string) => (x: string) => `CAST(${name}(${x}) AS INTEGER)`;
const length = ofTextOrBytes(count('len'), count('octet_length'));
const octetLength = ofTextOrBytes(count('strlen'), count('octet_length'));

/** Functions whose SQL depends on the types of what they are given. */
export const typedFunctions: ReadonlyMap<string, Writer> = new Map<string, Writer>([
  ['XXHASH64', writeXxhash64],
  ...['LENGTH', 'LEN', 'CHAR_LENGTH', 'CHARACTER_LENGTH'].map((name): [string, Writer] => [name, length]),
  ['OCTET_LENGTH', octetLength],
  ['MD5', ofTextOrBytes(call('md5'), call('md5'))],
  ['SHA', ofTextOrBytes(call('sha1'), call('sha1'))],
  ['SHA1', ofTextOrBytes(call('sha1'), call('sha1'))],
  ['HEX', writeHex],
  ['FLOOR', writeWhole('floor')],
  ['CEIL', writeWhole('ceil')],
  ['CEILING', writeWhole('ceil')],
  ...['COALESCE', 'GREATEST', 'LEAST', 'NULLIF'].map((name): [string, Writer] => [
    name,
    writeAlike(name.toLowerCase()),
  ]),
  ['NVL', writeAlike('coalesce')],
  ['IFNULL', writeAlike('coalesce')],
  ['IF', writeIf],
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
