import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { Diagnostic, DiagnosticCode } from './diagnostic.ts';
import { suggest } from './suggest.ts';

/** Something in the document that can be pointed at: offsets, end exclusive. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** A value with the words by which messages speak of it. */
export interface Field {
  readonly node: Node | undefined;
  readonly place: Place;
  /** E.g. `limits.memory`. */
  readonly path: string;
}

/** The keys of a mapping; a missing one is undefined. */
export type Fields = Readonly<Record<string, Field | undefined>>;

/** One entry of a mapping whose keys people choose. */
export interface NamedField extends Field {
  readonly name: string;
  readonly key: Place;
}

/** Reads YAML nodes and keeps every mistake with its place, so that one pass finds them all. */
export class NodeReader {
  readonly diagnostics: Diagnostic[] = [];
  readonly root: Field;
  readonly #document: Document.Parsed;
  readonly #lines = new LineCounter();
  readonly #text: string;
  readonly #meant = new Set<string>();

  constructor(text: string) {
    this.#text = text;
    this.#document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false });
    for (const { code, message, pos } of this.#document.errors) {
      const duplicate = code === 'DUPLICATE_KEY';
      this.report({ start: pos[0], end: pos[1] }, duplicate ? 'duplicate' : 'syntax', {
        message: duplicate ? 'this key stands here twice' : sentence(message),
      });
    }
    for (const { message, pos } of this.#document.warnings) {
      this.report({ start: pos[0], end: pos[1] }, 'syntax', { message: sentence(message), severity: 'warning' });
    }
    this.root = this.#field(this.#document.contents, { start: 0, end: Math.min(1, text.length) }, '');
  }

  report(
    place: Place,
    code: DiagnosticCode,
    what: { readonly message: string; readonly expected?: string | undefined; readonly severity?: 'error' | 'warning' },
  ): void {
    const start = this.#lines.linePos(place.start);
    const end = this.#lines.linePos(Math.max(place.end, place.start));
    this.diagnostics.push({
      severity: what.severity ?? 'error',
      code,
      line: Math.max(start.line, 1),
      column: Math.max(start.col, 1),
      endLine: Math.max(end.line, 1),
      endColumn: Math.max(end.col, 1),
      message: what.message,
      ...(what.expected === undefined ? {} : { expected: what.expected }),
    });
  }

  lineOf(place: Place): number {
    return this.#lines.linePos(place.start).line;
  }

  isMap(field: Field): boolean {
    return isMap(field.node);
  }

  /** A mapping in which nothing stands. */
  isEmptyMap(field: Field): boolean {
    return isMap(field.node) && field.node.items.length === 0;
  }

  isText(field: Field): boolean {
    return isScalar(field.node) && typeof field.node.value === 'string';
  }

  /** A field without any judgement; undefined where there is none. */
  peek(field: Field, ...path: readonly (string | number)[]): Field | undefined {
    const node = isMap(field.node) || isSeq(field.node) ? field.node.getIn(path, true) : undefined;
    return node === undefined ? undefined : this.#field(node, field.place, path.join('.'));
  }

  /** The plain value of a scalar; undefined for anything else. */
  scalar(field: Field): unknown {
    return isScalar(field.node) ? field.node.value : undefined;
  }

  /** The fields of a mapping. Keys that are not known are reported. */
  map(field: Field, known: readonly string[], expected: string): Fields | undefined {
    if (!isMap(field.node)) {
      this.#wrongType(field, expected);
      return undefined;
    }
    const fields: Record<string, Field> = {};
    for (const pair of field.node.items) {
      const place = placeOf(pair.key) ?? field.place;
      const key = isScalar(pair.key) ? String(pair.key.value) : '';
      const path = field.path === '' ? key : `${field.path}.${key}`;
      if (known.includes(key)) fields[key] = this.#field(pair.value, place, path);
      else this.#unknownKey(place, key, field.path, known);
    }
    return fields;
  }

  /** The entries of a mapping whose keys are names, in order; one without a name is reported. */
  entries(field: Field, expected: string): readonly NamedField[] | undefined {
    if (!isMap(field.node)) {
      this.#wrongType(field, expected);
      return undefined;
    }
    return field.node.items.flatMap(({ key, value }) => {
      const place = placeOf(key) ?? field.place;
      const name = isScalar(key) && key.value !== null ? String(key.value) : '';
      if (name.trim() !== '') return [{ ...this.#field(value, place, `${field.path}.${name}`), name, key: place }];
      this.report(place, 'badName', { message: `${field.path} has an entry without a name`, expected });
      return [];
    });
  }

  /** The items of a list. */
  list(field: Field, expected: string): readonly Field[] | undefined {
    if (!isSeq(field.node)) {
      this.#wrongType(field, expected);
      return undefined;
    }
    return field.node.items.map((item, index) =>
      this.#field(item, placeOf(item) ?? field.place, `${field.path}[${index}]`),
    );
  }

  text(field: Field, expected: string): string | undefined {
    const value = this.scalar(field);
    if (typeof value === 'string' && value.trim() !== '') return value;
    this.#wrongType(field, expected);
    return undefined;
  }

  boolean(field: Field): boolean | undefined {
    const value = this.scalar(field);
    if (typeof value === 'boolean') return value;
    this.#wrongType(field, 'true or false');
    return undefined;
  }

  /** A whole number within bounds, both included. */
  count(field: Field, lowest: number, highest: number): number | undefined {
    const value = this.scalar(field);
    const expected = `a whole number from ${lowest} to ${highest}`;
    if (typeof value !== 'number') this.#wrongType(field, expected);
    else if (Number.isInteger(value) && value >= lowest && value <= highest) return value;
    else this.report(field.place, 'badValue', { message: `${field.path} cannot be ${value}`, expected });
    return undefined;
  }

  /** Says what the field should have been. */
  refuse(field: Field, expected: string): void {
    this.#wrongType(field, expected);
  }

  /** Silent where a mistyped key was already said to mean this one. */
  missing(place: Place, path: string, expected: string): void {
    if (this.#meant.has(path)) return;
    const lineEnd = this.#text.indexOf('\n', place.start);
    const end = lineEnd === -1 ? place.end : Math.min(lineEnd, place.end);
    this.report({ start: place.start, end }, 'missing', { message: `${path} is missing`, expected });
  }

  #wrongType(field: Field, expected: string): void {
    const found = kindOf(field.node);
    const message = found === 'nothing' ? `${field.path} has no value` : `${field.path} is ${found}`;
    this.report(field.place, found === 'nothing' ? 'missing' : 'wrongType', {
      message: field.path === '' ? `the document is ${found === 'nothing' ? 'empty' : found}` : message,
      expected,
    });
  }

  #unknownKey(place: Place, key: string, path: string, known: readonly string[]): void {
    const meant = suggest(key, known);
    if (meant !== undefined) this.#meant.add(path === '' ? meant : `${path}.${meant}`);
    this.report(place, 'unknownKey', {
      message: path === '' ? `there is no key “${key}”` : `${path} has no key “${key}”`,
      expected: meant === undefined ? `one of ${known.join(', ')}` : `did you mean “${meant}”?`,
    });
  }

  #field(value: unknown, around: Place, path: string): Field {
    const place = placeOf(value) ?? around;
    const resolved = isAlias(value) ? value.resolve(this.#document) : value;
    const node = isMap(resolved) || isSeq(resolved) || isScalar(resolved) ? resolved : undefined;
    const empty = node === undefined || (isScalar(node) && node.value === null);
    return { node, place: empty || place.start === place.end ? around : place, path };
  }
}

function placeOf(value: unknown): Place | undefined {
  if (!isScalar(value) && !isMap(value) && !isSeq(value) && !isAlias(value)) return undefined;
  const range = value.range;
  return range ? { start: range[0], end: range[1] } : undefined;
}

function kindOf(node: Node | undefined): string {
  if (isMap(node)) return 'a mapping';
  if (isSeq(node)) return 'a list';
  if (!isScalar(node) || node.value === null) return 'nothing';
  if (node.value === '') return 'an empty text';
  return typeof node.value === 'string' ? `the text “${node.value}”` : `the ${typeof node.value} ${String(node.value)}`;
}

function sentence(message: string): string {
  return `this is not YAML: ${message.slice(0, 1).toLowerCase()}${message.slice(1)}`;
}
