/** Something in a text that may be a table. */
export interface Mention {
  /** As written, placeholders included, quotes taken off; one to three. */
  readonly parts: readonly string[];
  readonly start: number;
  readonly end: number;
  /** Where a table has to stand: after FROM, in spark.table(…). */
  readonly certain: boolean;
  readonly comment: boolean;
  /** In force where it stands, from USE and its like. */
  readonly defaults: Defaults;
}

/** What names without catalog or schema mean. */
export interface Defaults {
  readonly catalog?: string;
  readonly schema?: string;
}
