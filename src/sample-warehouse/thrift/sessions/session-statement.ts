/** A statement that changes the session and nothing else. */
export type SessionStatement =
  | { readonly kind: 'use'; readonly catalog?: string; readonly schema?: string }
  | { readonly kind: 'timeZone'; readonly timeZone: string };

const tokenPattern =
  /\s*(?:--[^\n]*(?:\n|$)\s*|\/\*[\s\S]*?\*\/\s*)*(`(?:[^`]|``)*`|'[^']*'|"[^"]*"|[\p{L}\p{N}_/+:-]+|\S)/uy;

function tokenize(sql: string): readonly string[] {
  const tokens: string[] = [];
  tokenPattern.lastIndex = 0;
  for (let match = tokenPattern.exec(sql); match !== null && tokens.length < 12; match = tokenPattern.exec(sql)) {
    if (match[1] !== undefined) tokens.push(match[1]);
  }
  return tokens.at(-1) === ';' ? tokens.slice(0, -1) : tokens;
}

function identifier(token: string | undefined): string | undefined {
  if (token === undefined) return undefined;
  if (token.startsWith('`')) return token.slice(1, -1).replaceAll('``', '`');
  return /^[\p{L}_][\p{L}\p{N}_]*$|^\p{N}+[\p{L}_][\p{L}\p{N}_]*$/u.test(token) ? token : undefined;
}

function readUse(tokens: readonly string[]): SessionStatement | undefined {
  const word = tokens[0]?.toUpperCase() ?? '';
  const isKeyword =
    tokens.length > 1 && tokens[1] !== '.' && ['CATALOG', 'SCHEMA', 'DATABASE', 'NAMESPACE'].includes(word);
  const [first, dot, second, ...more] = isKeyword ? tokens.slice(1) : tokens;
  const name = identifier(first);
  if (name === undefined || more.length > 0) return undefined;
  if (dot === undefined)
    return isKeyword && word === 'CATALOG' ? { kind: 'use', catalog: name } : { kind: 'use', schema: name };
  const schema = identifier(second);
  if (dot !== '.' || schema === undefined || word === 'CATALOG') return undefined;
  return { kind: 'use', catalog: name, schema };
}

function readTimeZone(tokens: readonly string[]): SessionStatement | undefined {
  const words = tokens.map((token) => token.toUpperCase());
  const isZone = words[0] === 'TIME' && words[1] === 'ZONE' && tokens.length === 3;
  const isSetting = words[0] === 'TIMEZONE' && words[1] === '=' && tokens.length === 3;
  const value = tokens[2];
  if (!(isZone || isSetting) || value === undefined || value.toUpperCase() === 'LOCAL') return undefined;
  return { kind: 'timeZone', timeZone: /^['"]/.test(value) ? value.slice(1, -1) : value };
}

/** Reads `USE …` and `SET TIME ZONE …`; undefined for any other statement. */
export function readSessionStatement(sql: string): SessionStatement | undefined {
  const [verb, ...rest] = tokenize(sql);
  if (verb?.toUpperCase() === 'USE') return readUse(rest);
  if (verb?.toUpperCase() === 'SET') return readTimeZone(rest);
  return undefined;
}
