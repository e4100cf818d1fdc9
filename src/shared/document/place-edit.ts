import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  parseDocument,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { ReplicatorError } from '../errors.ts';
import { type DocumentPath, findPair, nodeAt, rangeOf } from './find-node.ts';
import { afterColon, afterLine, columnOf, insertAfter, lastCharacter, lineEndAfter, lineStartOf } from './layout.ts';
import { wordsFor } from './open-sound.ts';
import { isBlock, placeInBlock } from './place-block.ts';
import { isEmpty, placeInEmpty } from './place-empty.ts';
import { hasComments, placeItems } from './place-list.ts';
import type { TextEdit } from './text-edit.ts';
import { isList, type Value, writeEntry, writeInline, writeKey } from './written-value.ts';

/**
 * The edit that sets a value and touches nothing else. It looks at the layout only, so it may fail at an unusual one:
 * whoever asks has to look at what comes of it. Undefined where there is no such place.
 * @throws ReplicatorError `usage.invalid` where comments within a list would be lost
 */
export function placeValue(text: string, asked: DocumentPath, meant: Value): TextEdit | undefined {
  const document = parseDocument(text);
  const { path, value } = withParents(document, asked, meant);
  const node = nodeAt(document, path);
  if (isEmpty(node)) return placeInEmpty(text, document, path, value);
  if (isScalar(node) && isBlock(node)) return placeInBlock(text, node, value);
  if ((isScalar(node) || isAlias(node)) && node.range) {
    const quoted = isScalar(node) && node.type === 'QUOTE_DOUBLE';
    return { start: node.range[0], end: node.range[1], text: writeInline(value, quoted) };
  }
  const parent = nodeAt(document, path.slice(0, -1));
  if (isMap(node) || isSeq(node)) return replaceCollection(text, parent, node, { path, value });
  const key = path.at(-1);
  if (key === undefined) return undefined;
  if (isSeq(parent)) return appendItem(text, parent, value);
  if (typeof key !== 'string') return undefined;
  if (isMap(parent)) return path.length === 1 ? addRootKey(text, parent, key, value) : addKey(text, parent, key, value);
  return isScalar(parent) ? widenName(text, parent, path, key, value) : undefined;
}

/** The mappings that the value would be in and that are not there yet become part of what is written. */
function withParents(
  document: Document,
  path: DocumentPath,
  value: Value,
): { readonly path: DocumentPath; readonly value: Value } {
  const key = path.at(-1);
  const parent = path.slice(0, -1);
  if (parent.length === 0 || typeof key !== 'string' || nodeAt(document, parent) !== undefined) {
    return { path, value };
  }
  return withParents(document, parent, { [key]: value });
}

/** The edit that gives a key of a mapping another name; the same caution applies. */
export function placeKey(text: string, path: DocumentPath, name: string): TextEdit | undefined {
  const parent = nodeAt(parseDocument(text), path.slice(0, -1));
  const range = isMap(parent) ? rangeOf(findPair(parent, path.at(-1))?.key) : undefined;
  if (range === undefined || !isMap(parent)) return undefined;
  return { start: range[0], end: range[1], text: writeKey(name, parent.flow === true) };
}

/** The edit that takes an entry away, with its lines; the same caution applies. */
export function placeEntry(text: string, path: DocumentPath): TextEdit | undefined {
  const document = parseDocument(text);
  const parent = nodeAt(document, path.slice(0, -1));
  if (!isMap(parent) && !isSeq(parent)) return undefined;
  const key = path.at(-1);
  if (parent.flow === true) return isMap(parent) ? takeFromFlow(text, parent, key) : undefined;
  const start = isMap(parent) ? findPair(parent, key)?.key : parent.items[Number(key)];
  const value = isMap(parent) ? findPair(parent, key)?.value : start;
  const from = rangeOf(start)?.[0];
  const to = rangeOf(value)?.[1] ?? rangeOf(start)?.[1];
  if (from === undefined || to === undefined) return undefined;
  const lineStart = lineStartOf(text, from);
  const before = text.slice(lineStart, from);
  if (!/^[ \t]*(?:-[ \t]+)?$/.test(before) || (isMap(parent) && before.includes('-'))) return undefined;
  return { start: lineStart, end: afterLine(text, to), text: '' };
}

/** With the comma before the next entry, or the one behind the last. */
function takeFromFlow(text: string, map: YAMLMap, key: unknown): TextEdit | undefined {
  const pair = findPair(map, key);
  const index = pair === undefined ? -1 : map.items.indexOf(pair);
  const startOf = (pair: Pair | undefined): number | undefined => rangeOf(pair?.key)?.[0];
  const endOf = (pair: Pair | undefined): number | undefined => rangeOf(pair?.value)?.[1] ?? rangeOf(pair?.key)?.[1];
  const next = startOf(map.items[index + 1]);
  const start = next === undefined ? endOf(map.items[index - 1]) : startOf(map.items[index]);
  const end = next ?? endOf(map.items[index]);
  if (start === undefined || end === undefined || text.slice(start, end).includes('#')) return undefined;
  return { start, end, text: '' };
}

function replaceCollection(
  text: string,
  parent: unknown,
  node: YAMLMap | YAMLSeq,
  { path, value }: { readonly path: DocumentPath; readonly value: Value },
): TextEdit | undefined {
  const range = rangeOf(node);
  const key = path.at(-1);
  const keyEnd = isMap(parent) ? rangeOf(findPair(parent, key)?.key)?.[1] : undefined;
  const colon = keyEnd === undefined ? undefined : afterColon(text, keyEnd);
  if (range === undefined || key === undefined) return undefined;
  const items = isSeq(node) && isList(value) ? placeItems(text, node, value) : undefined;
  if (items !== undefined) return items;
  if (isSeq(node) && hasComments(text, node, node.flow === true ? range[0] : (colon ?? range[0]))) {
    const message = `What ${wordsFor(key)} says has comments in between; it can only be changed in the text.`;
    throw new ReplicatorError('usage.invalid', message);
  }
  if (node.flow === true) return { start: range[0], end: range[1], text: writeInline(value) };
  if (colon === undefined) return undefined;
  const behind = text.slice(colon, lineEndAfter(text, colon)).trimEnd();
  const comment = behind.trimStart().startsWith('#') ? behind : '';
  return { start: colon, end: lastCharacter(text, range[1]), text: ` ${writeInline(value)}${comment}` };
}

function addRootKey(text: string, root: YAMLMap, key: string, value: Value): TextEdit | undefined {
  if (root.flow === true) return addKey(text, root, key, value);
  const tables = root.items.findIndex((pair) => isScalar(pair.key) && pair.key.value === 'tables');
  const before = key === 'exclude' || tables < 1 ? root.items.at(-1) : root.items[tables - 1];
  return before && insertAfter(text, before.value ?? before.key, writeEntry(key, value, ''), '');
}

function addKey(text: string, map: YAMLMap, key: string, value: Value): TextEdit | undefined {
  const last = map.items.at(-1);
  const first = rangeOf(map.items[0]?.key);
  const end = rangeOf(last?.value)?.[1] ?? rangeOf(last?.key)?.[1];
  if (last === undefined || first === undefined || end === undefined) return undefined;
  if (map.flow === true) return { start: end, end, text: `, ${writeKey(key, true)}: ${writeInline(value)}` };
  const indent = ' '.repeat(columnOf(text, first[0]));
  return insertAfter(text, last.value ?? last.key, writeEntry(key, value, indent), indent);
}

function appendItem(text: string, list: YAMLSeq, value: Value): TextEdit | undefined {
  const last = list.items.at(-1);
  const range = rangeOf(last);
  if (range === undefined) return undefined;
  if (list.flow === true) return { start: range[1], end: range[1], text: `, ${writeInline(value)}` };
  const dash = text.lastIndexOf('-', range[0] - 1);
  if (dash === -1) return undefined;
  const indent = ' '.repeat(columnOf(text, dash));
  return insertAfter(text, last, `- ${writeEntry('', value, `${indent}  `)}`, indent);
}

/** `- a.b.c # note` becomes `- source: a.b.c # note` with the setting in a line of its own. */
function widenName(text: string, name: Scalar, path: DocumentPath, key: string, value: Value): TextEdit | undefined {
  const range = rangeOf(name);
  if (range === undefined || path.length !== 3) return undefined;
  const lineEnd = lineEndAfter(text, range[1]);
  const indent = ' '.repeat(columnOf(text, range[0]));
  const rest = text.slice(range[0], lineEnd);
  return { start: range[0], end: lineEnd, text: `source: ${rest}\n${indent}${writeEntry(key, value, indent)}` };
}
