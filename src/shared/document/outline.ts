import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { type Follow, followIn, scalarText, textList, texts } from './outline-texts.ts';
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
  /** False for none. */
  readonly volume?: string | false;
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
  const follow = followIn(document);
  const at = (key: string): unknown => follow(document.get(key, true));
  const connection = document.has('global') ? 'environment' : connectionLabel(at('connection'), follow);
  const tables = at('tables');
  return {
    form: document.has('global') ? 'older' : 'current',
    ...(connection === undefined ? {} : { connection }),
    target: isMap(at('target'))
      ? texts(at('target'), ['file', 'schema', 'table'], follow)
      : named('file', at('target')),
    defaults: choicesOf(at('defaults'), follow),
    limits: texts(at('limits'), limitKeys, follow),
    tables: isSeq(tables) ? tables.items.map((item) => outlineTable(item, lineCounter, follow)) : [],
    exclude: textList(at('exclude'), follow) ?? [],
  };
}

function outlineTable(written: unknown, counter: LineCounter, follow: Follow): OutlinedTable {
  const lines = linesOf(written, counter);
  const item = follow(written);
  if (!isMap(item)) return { source: scalarText(item) ?? '', exclude: [], enabled: true, lines };
  const at = (key: string): unknown => follow(item.get(key, true));
  const source = at('source');
  const parts = isMap(source)
    ? ['catalog', 'schema', 'table'].map((key) => scalarText(follow(source.get(key, true))))
    : [];
  const columns = textList(at('columns'), follow);
  const transform = outlineTransform(at('transform'), follow);
  const enabled = at('enabled');
  return {
    ...choicesOf(item, follow),
    ...texts(item, ['target', 'where'], follow),
    source: scalarText(source) ?? parts.join('.'),
    ...(columns === undefined ? {} : { columns }),
    exclude: textList(at('exclude'), follow) ?? [],
    ...(transform === undefined ? {} : { transform }),
    enabled: !isScalar(enabled) || enabled.value !== false,
    lines,
  };
}

function choicesOf(node: unknown, follow: Follow): OutlinedChoices {
  const at = (key: string): unknown => {
    const scalar = isMap(node) ? follow(node.get(key, true)) : undefined;
    return isScalar(scalar) ? scalar.value : undefined;
  };
  const keepSpool = at('keepSpool');
  return {
    ...texts(node, ['level', 'mode', 'validate', 'volume'], follow),
    ...(at('volume') === false ? { volume: false as const } : {}),
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
  return isMap(value) || isSeq(value) || isScalar(value) || isAlias(value);
}

function connectionLabel(node: unknown, follow: Follow): string | undefined {
  const { profile, host } = texts(node, ['profile', 'host'], follow);
  if (profile !== undefined) return `profile ${profile}`;
  return host ?? scalarText(node);
}

function named<Key extends string>(key: Key, node: unknown): { readonly [name in Key]?: string } {
  const text = scalarText(node);
  return text === undefined ? {} : ({ [key]: text } as { readonly [name in Key]: string });
}
