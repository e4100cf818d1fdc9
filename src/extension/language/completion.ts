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
  if (place.quote === "'") return `${plainInsert(text.replaceAll("'", "''"))}${end}`;
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
  if (place.quote === '"') return `${plainInsert(escaped)}${end}`;
  return isPlain(text, place.flow) ? plainInsert(text) : `"${plainInsert(escaped)}${end}"`;
}

function isPlain(text: string, flow: boolean): boolean {
  if (/^[\s`*&!|>%@"'#?{}[\],:-]|[\s:]$|: | #/.test(text) || /^(?:~|true|false|null|[\d.+-]+)$/i.test(text))
    return false;
  return !flow || !/[,{}[\]]/.test(text);
}
