import { type Document, isAlias, isCollection, isMap, isScalar, isSeq, parseDocument, YAMLSeq } from 'yaml';
import { ReplicatorError } from '../errors.ts';
import { type DocumentPath, findPair, keysOf, nodeAt } from './find-node.ts';
import { openSound, refuseShared, wordsFor } from './open-sound.ts';
import { isBlock } from './place-block.ts';
import { placeEntry, placeKey, placeValue } from './place-edit.ts';
import { fillEmpty } from './place-empty.ts';
import { asWritten } from './place-list.ts';
import { smallestEdit, type TextEdit } from './text-edit.ts';
import { isScalarValue, type ScalarValue, type Value } from './written-value.ts';

export type { DocumentPath } from './find-node.ts';
export type { TextEdit } from './text-edit.ts';
export type { ScalarValue, Value } from './written-value.ts';

export function applyEdit(text: string, edit: TextEdit): string {
  return text.slice(0, edit.start) + edit.text + text.slice(edit.end);
}

/**
 * Sets one value and leaves every other character as it is, comments and layout included; keys that are not there yet
 * are added. A table that is only a name becomes a mapping with that name as its `source`.
 * @throws ReplicatorError `usage.invalid` where what the value would be in is no mapping, or an alias of one; where an
 * alias elsewhere repeats it; where comments within a list would be lost; and in a document that is no sound YAML
 */
export function setValue(text: string, asked: DocumentPath, meant: Value): TextEdit {
  const sound = openSound(text);
  const { document } = sound;
  const ofName = asked.at(-1) === 'source' && isScalar(nodeAt(document, asked.slice(0, -1)));
  const { path, value: filled } = fillEmpty(document, ofName ? asked.slice(0, -1) : asked, meant);
  const value = asWritten(nodeAt(document, path), filled);
  refuseShared(sound, path);
  widenName(document, path);
  setIn(document, path, value);
  return asMeant(text, placeValue(text, path, value), document);
}

/** As `setValue`. */
export function setScalar(text: string, path: DocumentPath, value: ScalarValue): TextEdit {
  return setValue(text, path, value);
}

/**
 * Takes a key or an item away, with the comments on its lines; those on lines of their own above it stay. A mapping or
 * list that is empty then goes too.
 * @throws ReplicatorError as `setValue`
 */
export function removeEntry(text: string, path: DocumentPath): TextEdit {
  const sound = openSound(text);
  const { document } = sound;
  refuseAlias(document, path);
  let emptied = path;
  for (;;) {
    const parent = nodeAt(document, emptied.slice(0, -1));
    if (!isCollection(parent) || !parent.has(keysOf(document, emptied).at(-1))) return { start: 0, end: 0, text: '' };
    if (parent.items.length > 1 || emptied.length === 1) break;
    emptied = emptied.slice(0, -1);
  }
  refuseShared(sound, emptied);
  document.deleteIn(keysOf(document, emptied));
  return asMeant(text, placeEntry(text, emptied), document);
}

/** Gives a key another name and leaves it where it is. @throws ReplicatorError as `setValue` */
export function renameKey(text: string, path: DocumentPath, name: string): TextEdit {
  const sound = openSound(text);
  refuseAlias(sound.document, path);
  const parent = nodeAt(sound.document, path.slice(0, -1));
  const pair = isMap(parent) ? findPair(parent, path.at(-1)) : undefined;
  if (pair === undefined || !isScalar(pair.key)) return { start: 0, end: 0, text: '' };
  refuseShared(sound, path.slice(0, -1));
  pair.key.value = name;
  return asMeant(text, placeKey(text, path, name), sound.document);
}

/** Adds an entry to the end of `tables`, which is made if it is not there. */
export function addTable(text: string, source: string, settings: Readonly<Record<string, ScalarValue>> = {}): TextEdit {
  const { document } = openSound(text);
  const tables = document.get('tables', true);
  const entry = Object.keys(settings).length === 0 ? source : { source, ...settings };
  const placed = isSeq(tables) ? placeValue(text, ['tables', tables.items.length], entry) : undefined;
  if (!isSeq(tables)) document.set('tables', new YAMLSeq());
  document.addIn(['tables'], document.createNode(entry));
  return asMeant(text, placed, document);
}

function widenName(document: Document, path: DocumentPath): void {
  const [list, index, key] = path;
  const item = document.getIn([list, index], true);
  if (list !== 'tables' || key === undefined || !isScalar(item)) return;
  document.setIn([list, index], document.createNode({ source: item.value }));
}

function setIn(document: Document, path: DocumentPath, value: Value): void {
  const before = nodeAt(document, path);
  refuseClosed(document, path);
  if (isScalar(before) && isScalarValue(value)) {
    before.value = value;
    if (isBlock(before)) before.type = 'PLAIN';
  } else document.setIn(keysOf(document, path), document.createNode(value));
}

/** What is written elsewhere, or is no mapping at all, has nothing in it that could be set. */
function refuseClosed(document: Document, path: DocumentPath): void {
  refuseWithin(document, path, (node, step) => (isSeq(node) ? typeof step === 'number' : isCollection(node)));
}

/** What is written elsewhere has nothing in it that could be taken away here. */
function refuseAlias(document: Document, path: DocumentPath): void {
  refuseWithin(document, path, (node) => !isAlias(node));
}

function refuseWithin(
  document: Document,
  path: DocumentPath,
  isOpen: (node: unknown, step: string | number | undefined) => boolean,
): void {
  const closed = path.slice(0, -1).find((_, depth) => {
    const node = nodeAt(document, path.slice(0, depth + 1));
    return node !== undefined && !isOpen(node, path[depth + 1]);
  });
  if (closed === undefined) return;
  throw new ReplicatorError('usage.invalid', `What ${wordsFor(closed)} says can only be changed in the text.`);
}

/** The edit that was made by hand where it does what is meant, and else the whole document written anew. */
function asMeant(text: string, placed: TextEdit | undefined, meant: Document): TextEdit {
  if (placed !== undefined) {
    const outcome = parseDocument(applyEdit(text, placed));
    if (outcome.errors.length === 0 && canonical(outcome.toJS()) === canonical(meant.toJS())) return placed;
  }
  return smallestEdit(text, print(meant, text));
}

/** Equal for equal content, whatever the order of keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}

function print(document: Document, before: string): string {
  const indentSeq = !/^tables:[^\n]*\n(?:\s*(?:#[^\n]*)?\n)*- /m.test(before);
  return document.toString({ lineWidth: 0, flowCollectionPadding: /\{ /.test(before), indentSeq });
}
