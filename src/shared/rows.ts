/** A small result for people to look at. */
export interface RowSample {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** Values as text, null for NULL; long ones are cut, which a trailing `…` shows. */
  readonly rows: readonly (readonly (string | null)[])[];
  /** There are more rows than these. */
  readonly more: boolean;
  readonly elapsedMs: number;
}
