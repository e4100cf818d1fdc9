import type { PatternPart } from './source-pattern.ts';

export type ParsedName = { readonly parts: readonly PatternPart[] } | { readonly problem: string };

/** Splits `a.b.c` at its dots; a part in backticks is taken as it stands, a doubled backtick in it is one. */
export function parseName(text: string): ParsedName {
  const parts: PatternPart[] = [];
  let rest = text.trim();
  if (rest === '') return { problem: 'the name is empty' };
  for (;;) {
    const part = rest.startsWith('`') ? /^`((?:[^`]|``)*)`/.exec(rest) : /^([^.`\s]*)/.exec(rest);
    if (part === null) return { problem: 'a backtick is not closed' };
    const name = (part[1] ?? '').replaceAll('``', '`');
    const quoted = rest.startsWith('`');
    if (name === '') return { problem: 'a part of the name is empty' };
    parts.push({ text: name, wild: !quoted && name.includes('*') });
    rest = rest.slice(part[0].length);
    if (rest === '') return { parts };
    if (!rest.startsWith('.')) {
      const unexpected = /^\s/.test(rest) ? 'a space' : `“${rest.slice(0, 1)}”`;
      return { problem: `${unexpected} stands where a dot should be; names with such characters go into backticks` };
    }
    rest = rest.slice(1);
  }
}
