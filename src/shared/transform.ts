/** What a document asks to be done with the rows of a table on their way into the copy; DuckDB SQL throughout. */
export interface Transform {
  /** By the name of the column in the source. */
  readonly columns: Readonly<Record<string, ColumnTransform>>;
  /** Further columns of the copy: name and expression over the columns of the source. */
  readonly derive: Readonly<Record<string, string>>;
  /** Only rows for which it holds are kept. */
  readonly filter?: string;
  readonly dropDuplicates?: DropDuplicates;
}

/** Done in this order: expression, cast, default; then the name. */
export interface ColumnTransform {
  readonly expression?: string;
  /** A DuckDB type. */
  readonly cast?: string;
  /** In the place of NULL. */
  readonly default?: string | number | boolean;
  readonly rename?: string;
}

/** Of rows that agree in all of these columns one is kept, after the filter. */
export interface DropDuplicates {
  readonly by: readonly string[];
  /** DuckDB SQL after ORDER BY: the first row in this order is the one that is kept. */
  readonly orderBy?: string;
}
