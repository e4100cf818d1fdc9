import { type Document, isCollection, isScalar, isSeq, parseDocument, stringify, YAMLSeq } from 'yaml';

/** Replaces the characters from `start` to `end` (exclusive). */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export type ScalarValue = string | number | boolean;
export type DocumentPath = readonly (string | number)[];

export function applyEdit(text: string, edit: TextEdit): string {
  return text.slice(0, edit.start) + edit.text + text.slice(edit.end);
}

/**
 * Sets one value and leaves every other character as it is, comments and layout included; a key that is not there yet
 * is added.
 */
export function setScalar(text: string, path: DocumentPath, value: ScalarValue): TextEdit {
  const document = parseDocument(text, { keepSourceTokens: true });
  const node = document.getIn(path, true);
  if (isScalar(node) && node.range && node.range[1] > node.range[0]) {
    return { start: node.range[0], end: node.range[1], text: scalarText(value, node.type === 'QUOTE_DOUBLE') };
  }
  document.setIn(path, value);
  return smallestEdit(text, print(document, text));
}

/** Takes a key or an item away, with its comments. */
export function removeEntry(text: string, path: DocumentPath): TextEdit {
  const document = parseDocument(text);
  const parent = document.getIn(path.slice(0, -1), true);
  if (isCollection(parent)) parent.delete(path.at(-1));
  return smallestEdit(text, print(document, text));
}

/** Adds an entry to the end of `tables`, which is made if it is not there. */
export function addTable(text: string, source: string, settings: Readonly<Record<string, ScalarValue>> = {}): TextEdit {
  const document = parseDocument(text);
  if (!isSeq(document.get('tables', true))) document.set('tables', new YAMLSeq());
  const entry = Object.keys(settings).length === 0 ? source : { source, ...settings };
  document.addIn(['tables'], document.createNode(entry));
  return smallestEdit(text, print(document, text));
}

function scalarText(value: ScalarValue, quoted: boolean): string {
  return stringify(value, {
    lineWidth: 0,
    ...(quoted ? { defaultStringType: 'QUOTE_DOUBLE' as const } : {}),
  }).trimEnd();
}

function print(document: Document, before: string): string {
  const indentSeq = !/^tables:[^\n]*\n(?:\s*(?:#[^\n]*)?\n)*- /m.test(before);
  return document.toString({ lineWidth: 0, flowCollectionPadding: /\{ /.test(before), indentSeq });
}

/** The one replacement that turns `before` into `after`. */
function smallestEdit(before: string, after: string): TextEdit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return { start, end: before.length - tail, text: after.slice(start, after.length - tail) };
}
