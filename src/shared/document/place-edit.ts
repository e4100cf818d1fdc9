import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  parseDocument,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { TextEdit } from './text-edit.ts';
import { type Value, writeEntry, writeInline, writeKey } from './written-value.ts';

type Path = readonly (string | number)[];

/**
 * The edit that sets a value and touches nothing else. It looks at the layout only, so it may fail at an unusual one:
 * whoever asks has to look at what comes of it. Undefined where there is no such place.
 */
export function placeValue(text: string, asked: Path, meant: Value): TextEdit | undefined {
  const document = parseDocument(text);
  const { path, value } = withParents(document, asked, meant);
  const node = document.getIn(path, true);
  if (isScalar(node) && node.range && node.range[1] > node.range[0]) {
    const quoted = node.type === 'QUOTE_DOUBLE';
    return { start: node.range[0], end: node.range[1], text: writeInline(value, quoted) };
  }
  if ((isMap(node) || isSeq(node)) && node.range) return replaceCollection(text, node, path, value);
  const parent = document.getIn(path.slice(0, -1), true);
  const key = path.at(-1);
  if (key === undefined) return undefined;
  if (isSeq(parent)) return appendItem(text, parent, value);
  if (typeof key !== 'string') return undefined;
  if (isMap(parent)) return path.length === 1 ? addRootKey(text, parent, key, value) : addKey(text, parent, key, value);
  return isScalar(parent) ? widenName(text, parent, path, key, value) : undefined;
}

/** The mappings that the value would be in and that are not there yet become part of what is written. */
function withParents(document: Document, path: Path, value: Value): { readonly path: Path; readonly value: Value } {
  const key = path.at(-1);
  const parent = path.slice(0, -1);
  if (parent.length === 0 || typeof key !== 'string' || document.getIn(parent, true) !== undefined) {
    return { path, value };
  }
  return withParents(document, parent, { [key]: value });
}

/** The edit that gives a key of a mapping another name; the same caution applies. */
export function placeKey(text: string, path: Path, name: string): TextEdit | undefined {
  const parent = parseDocument(text).getIn(path.slice(0, -1), true);
  const range = isMap(parent) ? rangeOf(findPair(parent, path.at(-1))?.key) : undefined;
  if (range === undefined || !isMap(parent)) return undefined;
  return { start: range[0], end: range[1], text: writeKey(name, parent.flow === true) };
}

/** The edit that takes an entry away, with its lines; the same caution applies. */
export function placeEntry(text: string, path: Path): TextEdit | undefined {
  const document = parseDocument(text);
  const parent = document.getIn(path.slice(0, -1), true);
  if (!isMap(parent) && !isSeq(parent)) return undefined;
  const key = path.at(-1);
  if (parent.flow === true) return isMap(parent) ? takeFromFlow(text, parent, key) : undefined;
  const start = isMap(parent) ? findPair(parent, key)?.key : parent.items[Number(key)];
  const value = isMap(parent) ? findPair(parent, key)?.value : start;
  const from = rangeOf(start)?.[0];
  const to = rangeOf(value)?.[1] ?? rangeOf(start)?.[1];
  if (from === undefined || to === undefined) return undefined;
  const lineStart = text.lastIndexOf('\n', from - 1) + 1;
  const before = text.slice(lineStart, from);
  if (!/^[ \t]*(?:-[ \t]+)?$/.test(before) || (isMap(parent) && before.includes('-'))) return undefined;
  return { start: lineStart, end: afterLine(text, to), text: '' };
}

/** With the comma before the next entry, or the one behind the last. */
function takeFromFlow(text: string, map: YAMLMap, key: unknown): TextEdit | undefined {
  const index = map.items.findIndex((pair) => isScalar(pair.key) && pair.key.value === key);
  const startOf = (pair: Pair | undefined): number | undefined => rangeOf(pair?.key)?.[0];
  const endOf = (pair: Pair | undefined): number | undefined => rangeOf(pair?.value)?.[1] ?? rangeOf(pair?.key)?.[1];
  const next = startOf(map.items[index + 1]);
  const start = next === undefined ? endOf(map.items[index - 1]) : startOf(map.items[index]);
  const end = next ?? endOf(map.items[index]);
  if (start === undefined || end === undefined || text.slice(start, end).includes('#')) return undefined;
  return { start, end, text: '' };
}

function replaceCollection(text: string, node: YAMLMap | YAMLSeq, path: Path, value: Value): TextEdit | undefined {
  const range = rangeOf(node);
  if (range === undefined) return undefined;
  if (node.flow === true) return { start: range[0], end: range[1], text: writeInline(value) };
  const lineStart = text.lastIndexOf('\n', range[0] - 1) + 1;
  const colon = text.lastIndexOf(':', lineStart - 1);
  if (typeof path.at(-1) !== 'string' || colon === -1) return undefined;
  const end = lastCharacter(text, range[1]);
  return { start: colon + 1, end, text: ` ${writeInline(value)}` };
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
  const dash = text.lastIndexOf('-', range[0]);
  if (dash === -1) return undefined;
  const indent = ' '.repeat(columnOf(text, dash));
  return insertAfter(text, last, `- ${writeEntry('', value, `${indent}  `)}`, indent);
}

/** `- a.b.c # note` becomes `- source: a.b.c # note` with the setting in a line of its own. */
function widenName(text: string, name: Scalar, path: Path, key: string, value: Value): TextEdit | undefined {
  const range = rangeOf(name);
  if (range === undefined || path.length !== 3) return undefined;
  const lineEnd = lineEndAfter(text, range[1]);
  const indent = ' '.repeat(columnOf(text, range[0]));
  const rest = text.slice(range[0], lineEnd);
  return { start: range[0], end: lineEnd, text: `source: ${rest}\n${indent}${writeEntry(key, value, indent)}` };
}

/** A new line below the one where a value ends. */
function insertAfter(text: string, value: unknown, line: string, indent: string): TextEdit | undefined {
  const range = rangeOf(value);
  if (range === undefined) return undefined;
  const end = lineEndAfter(text, lastCharacter(text, range[1]));
  return { start: end, end, text: `\n${indent}${line}` };
}

/** Before the line breaks and spaces that YAML counts to a block's end. */
function lastCharacter(text: string, end: number): number {
  return text.slice(0, end).trimEnd().length;
}

function lineEndAfter(text: string, position: number): number {
  const end = text.indexOf('\n', position);
  const stop = end === -1 ? text.length : end;
  return text[stop - 1] === '\r' ? stop - 1 : stop;
}

function afterLine(text: string, position: number): number {
  const end = text.indexOf('\n', lastCharacter(text, position));
  return end === -1 ? text.length : end + 1;
}

function columnOf(text: string, position: number): number {
  return position - (text.lastIndexOf('\n', position - 1) + 1);
}

function findPair(map: YAMLMap, key: unknown): Pair | undefined {
  return map.items.find((pair) => isScalar(pair.key) && pair.key.value === key);
}

function rangeOf(node: unknown): readonly [number, number] | undefined {
  if (!isScalar(node) && !isMap(node) && !isSeq(node)) return undefined;
  return node.range ? [node.range[0], node.range[1]] : undefined;
}
