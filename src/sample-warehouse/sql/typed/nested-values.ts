import { unsupported } from '../errors.ts';
import { quoteIdentifier } from '../quote.ts';
import { typeText } from '../types.ts';
import { isIntegral } from './coerce.ts';
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

/** `element_at`: places count from 1, or from the end where negative, and must exist; keys need not. */
export const writeElementAt: Writer = ([collection, place]) => {
  if (collection?.type.kind === 'map' && place !== undefined && typeText(collection.type.key) === typeText(place.type))
    return `(${collection.sql})[${place.sql}]`;
  if (collection?.type.kind !== 'array' || place === undefined) {
    throw unsupported(`element_at of ${collection === undefined ? 'nothing' : typeText(collection.type)}`);
  }
  return `dbx_element_at(${collection.sql}, ${place.sql})`;
};

/** `[ ]`: places of an array count from 0 and must exist, keys of a map need not. */
export const writeSubscript: Writer = ([collection, place]) => {
  if (collection === undefined || place === undefined) throw unsupported('an empty subscript');
  switch (collection.type.kind) {
    case 'array':
      if (!isIntegral(place.type)) break;
      return `dbx_subscript(${collection.sql}, ${place.sql})`;
    case 'map':
      if (typeText(collection.type.key) !== typeText(place.type)) break;
      return `(${collection.sql})[${place.sql}]`;
    case 'struct':
      if (!/^'([^']|'')*'$/.test(place.sql)) break;
      return `(${collection.sql})[${place.sql}]`;
  }
  throw unsupported(`a subscript of ${typeText(place.type)} to ${typeText(collection.type)}`);
};

/** `get`: places count from 0, and what does not exist is NULL. */
export const writeGet: Writer = ([list, place]) => {
  if (list?.type.kind !== 'array' || place === undefined) throw unsupported('get of this type');
  return `dbx_get(${list.sql}, ${place.sql})`;
};
