import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { scalarText, textList, texts } from './outline-texts.ts';
import { type OutlinedTransform, outlineTransform } from './outline-transform.ts';
import { limitKeys } from './read-limits.ts';

/** What a document says, as it is written: for showing and changing it, also where something in it is wrong. */
export interface DocumentOutline {
  /** An older document is changed as text; in a broken one nothing can be told apart. */
  readonly form: 'current' | 'older' | 'broken';
  /** For people: `sample`, `profile dev`, or the host. */
  readonly connection?: string;
  readonly target: { readonly file?: string; readonly schema?: string; readonly table?: string };
  readonly defaults: OutlinedChoices;
  readonly limits: { readonly [name in LimitKey]?: string };
  readonly tables: readonly OutlinedTable[];
  readonly exclude: readonly string[];
}

export type LimitKey = (typeof limitKeys)[number];

/** Words as written, known ones or not. */
export interface OutlinedChoices {
  readonly level?: string;
  readonly mode?: string;
  readonly validate?: string;
  readonly keepSpool?: boolean;
  readonly volume?: string;
}

export interface OutlinedTable extends OutlinedChoices {
  readonly source: string;
  readonly target?: string;
  readonly where?: string;
  readonly columns?: readonly string[];
  readonly exclude: readonly string[];
  readonly transform?: OutlinedTransform;
  readonly enabled: boolean;
  /** Counted from 1; the last one included. */
  readonly lines: { readonly first: number; readonly last: number };
}

const nothing = { target: {}, defaults: {}, limits: {}, tables: [], exclude: [] };

/** Never fails: what cannot be read is left out, and is for the diagnostics to tell. */
export function readOutline(text: string): DocumentOutline {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const root = document.contents;
  if (document.errors.some(({ code }) => code !== 'DUPLICATE_KEY')) return { form: 'broken', ...nothing };
  if (root !== null && !isMap(root)) return { form: 'broken', ...nothing };
  const at = (...path: readonly string[]): unknown => document.getIn(path, true);
  const connection = document.has('global') ? 'environment' : connectionLabel(at('connection'));
  const tables = at('tables');
  return {
    form: document.has('global') ? 'older' : 'current',
    ...(connection === undefined ? {} : { connection }),
    target: isMap(at('target')) ? texts(at('target'), ['file', 'schema', 'table']) : named('file', at('target')),
    defaults: choicesOf(at('defaults')),
    limits: texts(at('limits'), limitKeys),
    tables: isSeq(tables) ? tables.items.map((item) => outlineTable(item, lineCounter, document)) : [],
    exclude: textList(at('exclude')) ?? [],
  };
}

function outlineTable(item: unknown, counter: LineCounter, document: Document): OutlinedTable {
  const lines = linesOf(item, counter);
  if (!isMap(item)) return { source: scalarText(item) ?? '', exclude: [], enabled: true, lines };
  const source = item.get('source', true);
  const parts = isMap(source) ? ['catalog', 'schema', 'table'].map((key) => scalarText(source.get(key, true))) : [];
  const columns = textList(item.get('columns', true));
  const written = item.get('transform', true);
  const transform = outlineTransform(isAlias(written) ? written.resolve(document) : written);
  return {
    ...choicesOf(item),
    ...texts(item, ['target', 'where']),
    source: scalarText(source) ?? parts.join('.'),
    ...(columns === undefined ? {} : { columns }),
    exclude: textList(item.get('exclude', true)) ?? [],
    ...(transform === undefined ? {} : { transform }),
    enabled: item.get('enabled') !== false,
    lines,
  };
}

function choicesOf(node: unknown): OutlinedChoices {
  const keepSpool = isMap(node) ? node.get('keepSpool') : undefined;
  return {
    ...texts(node, ['level', 'mode', 'validate', 'volume']),
    ...(typeof keepSpool === 'boolean' ? { keepSpool } : {}),
  };
}

function linesOf(item: unknown, counter: LineCounter): OutlinedTable['lines'] {
  const range = isNode(item) ? item.range : undefined;
  if (!range) return { first: 1, last: 1 };
  const first = counter.linePos(range[0]).line;
  return { first, last: Math.max(first, counter.linePos(Math.max(range[0], range[1] - 1)).line) };
}

function isNode(value: unknown): value is Node {
  return isMap(value) || isSeq(value) || isScalar(value);
}

function connectionLabel(node: unknown): string | undefined {
  const { profile, host } = texts(node, ['profile', 'host']);
  if (profile !== undefined) return `profile ${profile}`;
  return host ?? scalarText(node);
}

function named<Key extends string>(key: Key, node: unknown): { readonly [name in Key]?: string } {
  const text = scalarText(node);
  return text === undefined ? {} : ({ [key]: text } as { readonly [name in Key]: string });
}
