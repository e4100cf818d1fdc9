/** What the search for table names needs to know of SQL text. Offsets are those of the text, ends exclusive. */
export type SqlToken =
  /** One part or more, joined by dots, as written: `a`.b."c". */
  | {
      readonly kind: 'name';
      readonly parts: readonly string[];
      readonly start: number;
      readonly end: number;
      readonly comment: boolean;
    }
  /** In quotes; start and end are those of the content. */
  | { readonly kind: 'string'; readonly start: number; readonly end: number; readonly comment: boolean }
  | {
      readonly kind: 'sign';
      readonly sign: string;
      readonly start: number;
      readonly end: number;
      readonly comment: boolean;
    };

const quoted = /`(?:[^`]|``)+`|"(?:[^"\n]|"")+"/y;
/** Letters, or placeholders that something else fills in: {catalog}, ${catalog}, {{ catalog }}. */
const plain = /(?:[\p{L}\p{M}\p{N}_]|\$?\{\{?[^{}\n]*\}\}?)+/uy;
const comment = /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y;
const string = /'(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"\\]|\\[\s\S]|"")*"/y;

export function tokenizeSql(text: string, from = 0, to = text.length, inComment = false): readonly SqlToken[] {
  const tokens: SqlToken[] = [];
  let at = from;
  while (at < to) {
    const noted = inComment ? undefined : match(comment, text, at, to);
    if (noted !== undefined) {
      tokens.push(...tokenizeSql(text, at + 2, at + noted.length, true));
      at += noted.length;
      continue;
    }
    const name = readName(text, at, to);
    if (name !== undefined) {
      tokens.push({ kind: 'name', parts: name.parts, start: at, end: name.end, comment: inComment });
      at = name.end;
      continue;
    }
    const literal = inComment ? undefined : match(string, text, at, to);
    if (literal !== undefined) {
      tokens.push({ kind: 'string', start: at + 1, end: at + literal.length - 1, comment: false });
      at += literal.length;
      continue;
    }
    const sign = text.charAt(at);
    if (/\S/.test(sign)) tokens.push({ kind: 'sign', sign, start: at, end: at + 1, comment: inComment });
    at++;
  }
  return tokens;
}

/** A part of a name as it is meant, without its quotes. */
export function unquote(part: string): string {
  const quote = part.charAt(0);
  if (quote !== '`' && quote !== '"') return part;
  return part.slice(1, -1).replaceAll(quote + quote, quote);
}

function readName(text: string, start: number, to: number): { parts: string[]; end: number } | undefined {
  const parts: string[] = [];
  let at = start;
  for (;;) {
    const part = match(quoted, text, at, to) ?? match(plain, text, at, to);
    if (part === undefined) break;
    parts.push(part);
    at += part.length;
    if (text[at] !== '.' || at + 1 >= to) break;
    at++;
  }
  if (text[at - 1] === '.' && parts.length > 0) at--;
  const [first] = parts;
  // Double quotes are a text, unless a dot joins them to another part.
  if (first === undefined || (parts.length === 1 && first.startsWith('"'))) return undefined;
  return { parts, end: at };
}

function match(pattern: RegExp, text: string, at: number, to: number): string | undefined {
  pattern.lastIndex = at;
  const found = pattern.exec(text)?.[0];
  return found === undefined || at + found.length > to ? undefined : found;
}
