import type { Token } from './tokenize.ts';

const setOperations = new Set([
  'FROM',
  'WHERE',
  'UNION',
  'EXCEPT',
  'INTERSECT',
  'MINUS',
  'ORDER',
  'LIMIT',
  'GROUP',
  'HAVING',
  'QUALIFY',
]);
const values = new Set(['END', 'NULL', 'TRUE', 'FALSE', 'CURRENT_DATE', 'CURRENT_TIMESTAMP', 'CURRENT_USER']);

/**
 * The names that Databricks gives to the expressions of the outermost SELECT, in order; `undefined` where the
 * expression has an alias or is a column. The list ends before a star, from where positions are unknown.
 */
export function outputNames(sql: string, tokens: readonly Token[], from: number): (string | undefined)[] {
  let depth = 0;
  let at = from;
  for (; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token?.text === '(' && token.kind === 'symbol') depth += 1;
    if (token?.text === ')' && token.kind === 'symbol') depth -= 1;
    if (depth === 0 && token?.kind === 'word' && token.value === 'SELECT') break;
  }
  if (at >= tokens.length) return [];
  at += 1;
  if (tokens[at]?.value === 'DISTINCT' || tokens[at]?.value === 'ALL') at += 1;
  const names: (string | undefined)[] = [];
  let item: Token[] = [];
  for (; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined) break;
    if (token.kind === 'symbol' && '(['.includes(token.text)) depth += 1;
    if (token.kind === 'symbol' && ')]'.includes(token.text)) depth -= 1;
    const ends = depth === 0 && (token.kind === 'end' || (token.kind === 'word' && setOperations.has(token.value)));
    if (ends || (depth === 0 && token.text === ',' && token.kind === 'symbol')) {
      if (item.at(-1)?.text === '*' && (item.length === 1 || item.at(-2)?.text === '.')) return names;
      names.push(nameOf(sql, item));
      item = [];
      if (ends) break;
    } else item.push(token);
  }
  return names;
}

function nameOf(sql: string, item: readonly Token[]): string | undefined {
  const last = item.at(-1);
  const before = item.at(-2);
  const first = item[0];
  if (first === undefined || last === undefined) return undefined;
  if (item.every((token) => token.kind === 'word' || token.kind === 'quoted' || token.text === '.')) {
    return item.length === 1 && first.kind === 'word' && values.has(first.value) ? first.text : undefined;
  }
  const named = last.kind === 'quoted' || (last.kind === 'word' && !values.has(last.value));
  if (before !== undefined && named && (before.kind !== 'symbol' || [')', ']'].includes(before.text))) return undefined;
  if (item.length === 1 && first.kind === 'string') return first.value;
  const source = item
    .map((token) => (token.kind === 'string' || token.kind === 'quoted' ? token.value : token.text))
    .map((text, index) => (index > 0 && spaced(item[index - 1], item[index]) ? ` ${text}` : text))
    .join('');
  const cast = first.value === 'CAST' && item[1]?.text === '(' ? item[2] : undefined;
  if (cast !== undefined && (cast.kind === 'word' || cast.kind === 'quoted') && item[3]?.value === 'AS')
    return cast.kind === 'quoted' ? cast.value : cast.text;
  return source.toLowerCase() === 'count(*)' ? 'count(1)' : source.slice(0, 255) || sql;
}

function spaced(left: Token | undefined, right: Token | undefined): boolean {
  if (left === undefined || right === undefined) return false;
  return left.end < right.start && left.text !== '(' && right.text !== ')';
}
