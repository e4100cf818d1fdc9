import { syntaxError } from './errors.ts';

export interface Token {
  readonly kind: 'word' | 'quoted' | 'string' | 'number' | 'symbol' | 'parameter' | 'end';
  /** As written; for `string`, `quoted` and `parameter` see `value`. */
  readonly text: string;
  /** Unescaped content of a literal, name without backticks, upper-cased word, name of a parameter (`?` stays). */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const symbols = ['<=>', '||', '<=', '>=', '<>', '!=', '==', '->', '=>', '::', '<<', '>>'];
const escapes: Record<string, string> = {
  '0': '\0',
  b: '\b',
  n: '\n',
  r: '\r',
  t: '\t',
  Z: '\u001a',
  '%': '\\%',
  _: '\\_',
};

/** Words, names, literals and symbols of a Databricks statement; comments are left out. The last token is `end`. */
export function tokenize(sql: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < sql.length) {
    const blank = skipBlank(sql, at);
    if (blank > at) {
      at = blank;
      continue;
    }
    const token = readToken(sql, at);
    tokens.push(token);
    at = token.end;
  }
  tokens.push({ kind: 'end', text: '', value: '', start: sql.length, end: sql.length });
  return tokens;
}

function skipBlank(sql: string, at: number): number {
  const char = sql[at] ?? '';
  if (/\s/.test(char)) return at + 1;
  if (sql.startsWith('--', at)) {
    const end = sql.indexOf('\n', at);
    return end < 0 ? sql.length : end + 1;
  }
  if (!sql.startsWith('/*', at)) return at;
  let depth = 1;
  let next = at + 2;
  while (depth > 0) {
    if (next >= sql.length) throw syntaxError(sql, at, "'/*'", ': unclosed bracketed comment');
    if (sql.startsWith('/*', next)) depth += 1;
    else if (sql.startsWith('*/', next)) depth -= 1;
    else {
      next += 1;
      continue;
    }
    next += 2;
  }
  return next;
}

function readToken(sql: string, start: number): Token {
  const char = sql[start] ?? '';
  const make = (kind: Token['kind'], end: number, value?: string): Token => {
    const text = sql.slice(start, end);
    return { kind, text, value: value ?? text, start, end };
  };
  if (char === '`') {
    const { value, end } = readQuoted(sql, start);
    return make('quoted', end, value);
  }
  if (char === "'" || char === '"') {
    const { value, end } = readString(sql, start);
    return make('string', end, value);
  }
  if ((char === 'r' || char === 'R') && /['"]/.test(sql[start + 1] ?? '')) {
    const end = sql.indexOf(sql[start + 1] ?? '', start + 2);
    if (end < 0) throw syntaxError(sql, start, `'${char}'`);
    return make('string', end + 1, sql.slice(start + 2, end));
  }
  if (char === '?') return make('parameter', start + 1, '?');
  const named = /^:([A-Za-z_]\w*)/.exec(sql.slice(start, start + 300));
  if (named?.[1] !== undefined && sql[start - 1] !== ':') {
    return make('parameter', start + named[0].length, named[1]);
  }
  const number = /^(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?:BD|[LSYDF])?(?![\w`])/i.exec(sql.slice(start, start + 400));
  if (number !== null) return make('number', start + number[0].length);
  let end = start;
  while (end < sql.length && /[\p{L}\p{N}_$]/u.test(String.fromCodePoint(sql.codePointAt(end) ?? 0))) {
    end += (sql.codePointAt(end) ?? 0) > 0xffff ? 2 : 1;
  }
  if (end > start) return make('word', end, sql.slice(start, end).toUpperCase());
  const symbol = symbols.find((candidate) => sql.startsWith(candidate, start));
  return make('symbol', start + (symbol?.length ?? 1));
}

function readQuoted(sql: string, start: number): { value: string; end: number } {
  let value = '';
  let at = start + 1;
  for (;;) {
    const close = sql.indexOf('`', at);
    if (close < 0) throw syntaxError(sql, start, "'`'");
    value += sql.slice(at, close);
    if (sql[close + 1] !== '`') return { value, end: close + 1 };
    value += '`';
    at = close + 2;
  }
}

function readString(sql: string, start: number): { value: string; end: number } {
  const quote = sql[start];
  let value = '';
  let at = start + 1;
  while (at < sql.length) {
    const char = sql[at] ?? '';
    if (char === quote) {
      if (sql[at + 1] !== quote) return { value, end: at + 1 };
      value += quote;
      at += 2;
    } else if (char === '\\') {
      const unicode = /^\\u([0-9a-fA-F]{4})|^\\U([0-9a-fA-F]{8})/.exec(sql.slice(at, at + 10));
      if (unicode !== null) {
        value += String.fromCodePoint(Number.parseInt(unicode[1] ?? unicode[2] ?? '0', 16));
        at += unicode[0].length;
      } else {
        const escaped = sql[at + 1] ?? '';
        value += escapes[escaped] ?? escaped;
        at += 2;
      }
    } else {
      value += char;
      at += 1;
    }
  }
  throw syntaxError(sql, start, `'${quote}'`);
}
