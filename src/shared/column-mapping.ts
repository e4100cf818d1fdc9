/** How one column travels: pure data, made by the plan, checked by the sink against the Arrow schema that arrives. */
export interface ColumnMapping {
  readonly source: string;
  /** Databricks type text, normalised: upper case, e.g. `DECIMAL(18,2)`, `ARRAY<STRUCT<a: INT>>`. */
  readonly sourceType: string;
  /** Column name in DuckDB; differs from `source` only where names clash without letter case. */
  readonly target: string;
  /** DuckDB type text, e.g. `DECIMAL(18,2)`, `STRUCT("a" INTEGER)[]`. */
  readonly targetType: string;
  /** What must arrive over the wire. */
  readonly wire: WireType;
  /** The SELECT expression where it is not the bare column, e.g. `to_json(c)`. */
  readonly expression?: string;
  /** What does not survive, in words for the plan; absent where nothing is lost. */
  readonly loss?: string;
  /** Goes into the column's COMMENT. */
  readonly comment?: string;
}

/** The Arrow types a column may arrive as. */
export type WireType =
  | { readonly kind: 'bool' }
  | { readonly kind: 'int'; readonly bits: 8 | 16 | 32 | 64 }
  | { readonly kind: 'float'; readonly bits: 32 | 64 }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number }
  | { readonly kind: 'text' }
  | { readonly kind: 'binary' }
  | { readonly kind: 'date' }
  /** Microseconds since 1970; `zoned` where it is an instant. */
  | { readonly kind: 'timestamp'; readonly zoned: boolean }
  | { readonly kind: 'null' }
  | { readonly kind: 'list'; readonly element: WireType }
  | { readonly kind: 'map'; readonly key: WireType; readonly value: WireType }
  /** Fields in order; names are those on the wire, renamed ones in the DuckDB type only. */
  | { readonly kind: 'struct'; readonly fields: readonly { readonly name: string; readonly type: WireType }[] };
