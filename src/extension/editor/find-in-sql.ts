import type { Defaults, Mention } from './mentions.ts';
import { type SqlToken, tokenizeSql, unquote } from './sql-tokens.ts';

/** After these a table stands, whatever its name looks like. */
const tableWords = new Set(['from', 'join', 'into', 'update', 'table', 'overwrite']);
/** After these a name of two or three parts is a table. */
const likelyWords = new Set([
  ...tableWords,
  'using',
  'view',
  'describe',
  'desc',
  'extended',
  'detail',
  'history',
  'exists',
  'clone',
  'like',
  'optimize',
  'vacuum',
  'in',
]);
/** A list of tables ends here. */
const closing = new Set([
  'where',
  'group',
  'order',
  'having',
  'select',
  'on',
  'union',
  'limit',
  'set',
  'values',
  'window',
]);
const signsThatClose = new Set([';', ')', '(']);

/**
 * The tables that SQL text speaks of, in order, and what its USE statements leave behind.
 * @param offset where the text begins in the one that the places are meant for
 */
export function findInSql(
  text: string,
  before: Defaults = {},
  offset = 0,
): { readonly mentions: readonly Mention[]; readonly defaults: Defaults } {
  const tokens = tokenizeSql(text);
  const ctes = commonTables(tokens);
  const mentions: Mention[] = [];
  let defaults = before;
  let inList = false;
  tokens.forEach((token, index) => {
    const previous = tokens[index - 1];
    if (token.kind === 'sign') {
      if (signsThatClose.has(token.sign)) inList = false;
      return;
    }
    if (token.kind === 'string') {
      mentions.push(...namesInText(text, token, defaults));
      return;
    }
    const word = wordOf(token);
    if (closing.has(word)) inList = false;
    if (word === 'from') inList = true;
    const set = changeDefaults(tokens, index, defaults);
    if (set !== undefined) {
      defaults = set;
      return;
    }
    const lead = wordOf(previous);
    const listed = inList && previous?.kind === 'sign' && previous.sign === ',';
    const called = text[token.end] === '(' && lead !== 'into' && lead !== 'table';
    const certain =
      !token.comment &&
      !called &&
      (tableWords.has(lead) || listed || (token.parts.length > 1 && likelyWords.has(lead)));
    const single = token.parts.length === 1;
    if (single && (!certain || ctes.has(word) || reserved.has(word))) return;
    if (!certain && token.parts.length < 3) return;
    if (called && !certain) return;
    if (!looksLikeTable(token.parts) || (!certain && inPath(text, token))) return;
    mentions.push(mention(token, certain, defaults));
  });
  const placed = mentions.map((one) => ({ ...one, start: one.start + offset, end: one.end + offset }));
  return { mentions: placed, defaults };
}

/** Words that follow FROM and its like without being a table. */
const reserved = new Set([
  'select',
  'values',
  'lateral',
  'table',
  'if',
  'directory',
  'not',
  'only',
  'join',
  'set',
  'as',
]);

/** The name that a whole text is, such as the one in IDENTIFIER('a.b.c'). */
export function wholeName(text: string): readonly string[] | undefined {
  const tokens = tokenizeSql(text);
  const [name] = tokens;
  return tokens.length === 1 && name?.kind === 'name' && looksLikeTable(name.parts)
    ? name.parts.map(unquote)
    : undefined;
}

function namesInText(text: string, token: SqlToken, defaults: Defaults): readonly Mention[] {
  const parts = wholeName(text.slice(token.start, token.end));
  if (parts?.length !== 3) return [];
  return [{ parts, start: token.start, end: token.end, certain: false, comment: token.comment, defaults }];
}

/** The first three parts: what follows is a column. */
function mention(token: SqlToken & { kind: 'name' }, certain: boolean, defaults: Defaults): Mention {
  const { start, end, comment } = token;
  return { parts: token.parts.slice(0, 3).map(unquote), start, end, certain, comment, defaults };
}

/** Not a number with dots, and not a path in the place of a table: delta.`/mnt/x`. */
function looksLikeTable(parts: readonly string[]): boolean {
  const [first = ''] = parts;
  if (/^\d+$/.test(first)) return false;
  return !parts.some((part) => /^`(?:\/|[a-z][a-z0-9]+:\/)/i.test(part));
}

/** A piece of a path or an address. */
function inPath(text: string, { start, end }: SqlToken): boolean {
  return /[/\\@]/.test(text.charAt(start - 1)) || /[/\\@]/.test(text.charAt(end));
}

function wordOf(token: SqlToken | undefined): string {
  const [word = ''] = token?.kind === 'name' && token.parts.length === 1 ? token.parts : [];
  return word.toLowerCase();
}

/** USE CATALOG c, SET CATALOG c, USE SCHEMA s, USE s, USE c.s: the token that holds the name changes what comes after. */
function changeDefaults(tokens: readonly SqlToken[], index: number, defaults: Defaults): Defaults | undefined {
  const token = tokens[index];
  if (token?.kind !== 'name' || token.comment) return undefined;
  const [last, before] = [wordOf(tokens[index - 1]), wordOf(tokens[index - 2])];
  const [first, second] = token.parts.map(unquote);
  if (first === undefined) return undefined;
  if (last === 'catalog' && (before === 'use' || before === 'set')) return { catalog: first };
  const word = wordOf(token);
  const named = (last === 'schema' || last === 'database') && before === 'use';
  const short = last === 'use' && !['catalog', 'schema', 'database'].includes(word);
  if (!named && !short) return undefined;
  return second === undefined ? { ...defaults, schema: first } : { catalog: first, schema: second };
}

/** Names given by WITH name AS ( … ), name AS ( … ). */
function commonTables(tokens: readonly SqlToken[]): ReadonlySet<string> {
  const names = new Set<string>();
  tokens.forEach((token, index) => {
    const [as, open] = [tokens[index + 1], tokens[index + 2]];
    if (wordOf(as) === 'as' && open?.kind === 'sign' && open.sign === '(') names.add(wordOf(token));
  });
  return names;
}
