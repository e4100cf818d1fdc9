import { syntaxError } from './errors.ts';
import type { Token } from './tokenize.ts';

export type TimeTravel = { readonly version: number } | { readonly timestamp: string };

/** `@v3`, `[FOR] VERSION AS OF 3` or `[FOR] TIMESTAMP AS OF '…'` at a place in a statement, and where it ends. */
export function readTravel(
  sql: string,
  tokens: readonly Token[],
  start: number,
): { readonly travel: TimeTravel; readonly next: number } | undefined {
  const unexpected = (token: Token | undefined) =>
    syntaxError(
      sql,
      token?.start ?? sql.length,
      token === undefined || token.kind === 'end' ? 'end of input' : `'${token.text}'`,
    );
  let at = start;
  const word = (offset: number, text: string) => {
    const token = tokens[at + offset];
    return token?.kind === 'word' && token.value === text;
  };
  if (tokens[at]?.text === '@') {
    const version = /^v(\d+)$/i.exec(tokens[at + 1]?.text ?? '')?.[1];
    if (version === undefined) throw unexpected(tokens[at + 1]);
    return { travel: { version: Number(version) }, next: at + 2 };
  }
  if (word(0, 'FOR')) at += 1;
  const kind = word(0, 'VERSION') ? 'version' : word(0, 'TIMESTAMP') ? 'timestamp' : undefined;
  if (kind === undefined || !word(1, 'AS') || !word(2, 'OF')) return undefined;
  const value = tokens[at + 3];
  if (value?.kind !== 'number' && value?.kind !== 'string') throw unexpected(value);
  const travel = kind === 'version' ? { version: Number(value.value) } : { timestamp: value.value };
  return { travel, next: at + 4 };
}
