import { type Document, isMap, isScalar, type Scalar } from 'yaml';
import { type DocumentPath, findPair, nodeAt, rangeOf } from './find-node.ts';
import { afterColon, columnOf, lineEndAfter } from './layout.ts';
import type { TextEdit } from './text-edit.ts';
import { isMapping, type Value, writeEntry, writeInline } from './written-value.ts';

/** `transform:` with nothing behind it, or with `null`. */
export function isEmpty(node: unknown): node is Scalar<null> {
  return isScalar(node) && node.value === null;
}

/** A value within nothing is a value in its place. */
export function fillEmpty(
  document: Document,
  path: DocumentPath,
  value: Value,
): { readonly path: DocumentPath; readonly value: Value } {
  const depth = path.findIndex((_, index) => index > 0 && isEmpty(nodeAt(document, path.slice(0, index))));
  const within = depth === -1 ? [] : path.slice(depth);
  if (within.length === 0 || within.some((key) => typeof key === 'number')) return { path, value };
  return { path: path.slice(0, depth), value: within.reduceRight<Value>((inner, key) => ({ [key]: inner }), value) };
}

/** The edit that puts a value behind a key that has none; comments behind it and below it stay. */
export function placeInEmpty(text: string, document: Document, path: DocumentPath, value: Value): TextEdit | undefined {
  const parent = nodeAt(document, path.slice(0, -1));
  const pair = isMap(parent) ? findPair(parent, path.at(-1)) : undefined;
  const [key, empty] = [rangeOf(pair?.key), rangeOf(pair?.value)];
  const colon = key && afterColon(text, key[1]);
  const marked = isScalar(pair?.value) && (pair.value.anchor !== undefined || pair.value.tag !== undefined);
  if (!isMap(parent) || !key || !empty || colon === undefined || marked) return undefined;
  const lineEnd = lineEndAfter(text, colon);
  const written = empty[1] > empty[0];
  if (written && empty[1] > lineEnd) return undefined;
  if (parent.flow === true || !isMapping(value)) {
    const inline = writeInline(value);
    return written
      ? { start: empty[0], end: empty[1], text: inline }
      : { start: colon, end: colon, text: ` ${inline}` };
  }
  const behind = text.slice(written ? empty[1] : colon, lineEnd).trimEnd();
  const below = writeEntry('x', value, ' '.repeat(columnOf(text, key[0]))).slice('x:'.length);
  return { start: colon, end: lineEnd, text: behind + below };
}
