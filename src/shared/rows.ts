/** A small result for people to look at. */
export interface RowSample {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** Values as text, null for NULL; long ones are cut, which a trailing `…` shows. */
  readonly rows: readonly (readonly (string | null)[])[];
  /** There are more rows than these. */
  readonly more: boolean;
  readonly elapsedMs: number;
}

/** Of a value's text, in characters. */
export const longestValue = 1000;

/** A value as `RowSample` holds it. */
export function cutText(text: string | null): string | null {
  return text !== null && text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}
