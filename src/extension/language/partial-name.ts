/** A name that is being written: the parts with a dot behind them, and what there is of the next one. */
export interface PartialName {
  /** Without backticks. */
  readonly parts: readonly string[];
  readonly last: string;
}

/** Undefined where a part stands that cannot be part of a name. */
export function readPartialName(text: string): PartialName | undefined {
  const parts: string[] = [];
  let rest = text.trimStart();
  for (;;) {
    const part = /^(?:`((?:[^`]|``)*)`|([^.`\s]+))\./.exec(rest);
    if (part === null) break;
    parts.push((part[1] ?? part[2] ?? '').replaceAll('``', '`'));
    rest = rest.slice(part[0].length);
  }
  if (/^`/.test(rest)) return { parts, last: rest.slice(1).replace(/`$/, '').replaceAll('``', '`') };
  return /[\s`.]/.test(rest) ? undefined : { parts, last: rest };
}
