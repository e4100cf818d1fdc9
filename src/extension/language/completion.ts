/** One thing that can be put where the cursor is. */
export interface Completion {
  readonly label: string;
  readonly kind:
    | 'key'
    | 'word'
    | 'snippet'
    | 'connection'
    | 'file'
    | 'catalog'
    | 'schema'
    | 'table'
    | 'column'
    | 'pattern';
  /** In the syntax of snippets. */
  readonly insert: string;
  /** What is compared with the text that is there; the label if absent. */
  readonly filter?: string;
  readonly detail?: string;
  /** Plain text. */
  readonly documentation?: string;
  /** Suggestions follow at once. */
  readonly again?: boolean;
}

/** A text for `Completion.insert` that stands for itself. */
export function plainInsert(text: string): string {
  return text.replaceAll(/[\\$}]/g, '\\$&');
}

/**
 * A text as a YAML scalar in the place of another one: as it is within quotes, else in quotes where it needs them.
 * @param open the cursor stays within it, for more to follow
 */
export function scalarInsert(
  text: string,
  place: { readonly quote: string; readonly flow: boolean },
  open = false,
): string {
  const end = open ? '$0' : '';
  if (place.quote !== '') return `${within(text, place.quote)}${end}`;
  return isPlain(text, place.flow) ? plainInsert(text) : `"${within(text, '"')}${end}"`;
}

/**
 * A name for a place in the middle of a YAML scalar. At the beginning of one without quotes it takes the place of all of
 * it, which may need quotes then.
 * @param around - what stands before it in the scalar, and behind it
 * @returns undefined where the scalar would need quotes that cannot be given to it from there
 */
export function partInsert(
  name: string,
  { before, after }: { readonly before: string; readonly after: string },
  place: { readonly quote: string; readonly flow: boolean },
): string | undefined {
  if (place.quote !== '') return within(name, place.quote);
  const plain = isPlain(before + name + after, place.flow);
  if (before !== '') return plain ? plainInsert(name) : undefined;
  if (plain) return after === '' ? plainInsert(name) : `${plainInsert(name)}$0${plainInsert(after)}`;
  const quote = name.includes('"') ? "'" : '"';
  return `${quote}${within(name, quote)}$0${within(after, quote)}${quote}`;
}

/** As it is written within quotes. */
function within(text: string, quote: string): string {
  const escaped = quote === "'" ? text.replaceAll("'", "''") : text.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
  return plainInsert(escaped);
}

function isPlain(text: string, flow: boolean): boolean {
  if (/^[\s`*&!|>%@"'#?{}[\],:-]|[\s:]$|: | #/.test(text) || /^(?:~|true|false|null|[\d.+-]+)$/i.test(text))
    return false;
  return !flow || !/[,{}[\]]/.test(text);
}
