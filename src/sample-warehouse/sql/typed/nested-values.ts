import { unsupported } from '../errors.ts';
import { quoteIdentifier } from '../quote.ts';
import { typeText } from '../types.ts';
import type { Writer } from './questions.ts';

export const writeMap: Writer = (operands) => {
  if (operands.length === 0 || operands.length % 2 !== 0) throw unsupported('map() of these arguments');
  const every = (rest: number) => operands.filter((_, index) => index % 2 === rest).map(({ sql }) => `(${sql})`);
  return `map([${every(0).join(', ')}], [${every(1).join(', ')}])`;
};

export const writeNamedStruct: Writer = (operands) => {
  const fields: string[] = [];
  for (let at = 0; at < operands.length; at += 2) {
    const name = /^'((?:[^']|'')*)'$/.exec(operands[at]?.sql.trim() ?? '')?.[1];
    const value = operands[at + 1];
    if (name === undefined || value === undefined) throw unsupported('named_struct() of these arguments');
    fields.push(`${quoteIdentifier(name.replaceAll("''", "'"))} := ${value.sql}`);
  }
  if (fields.length === 0) throw unsupported('named_struct() without arguments');
  return `struct_pack(${fields.join(', ')})`;
};

/** `element_at`: places count from 1, or from the end where negative, and must exist. */
export const writeElementAt: Writer = ([collection, place]) => {
  if (collection?.type.kind !== 'array' || place === undefined) {
    throw unsupported(`element_at of ${collection === undefined ? 'nothing' : typeText(collection.type)}`);
  }
  return `dbx_element_at(${collection.sql}, ${place.sql})`;
};

/** `get`: places count from 0, and what does not exist is NULL. */
export const writeGet: Writer = ([list, place]) => {
  if (list?.type.kind !== 'array' || place === undefined) throw unsupported('get of this type');
  return `dbx_get(${list.sql}, ${place.sql})`;
};
