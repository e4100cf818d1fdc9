/** A table on the Databricks side, as Unity Catalog spells it. */
export interface SourceName {
  readonly catalog: string;
  readonly schema: string;
  readonly table: string;
}

/** A table in the local DuckDB file. */
export interface TargetName {
  readonly schema: string;
  readonly table: string;
}

/** `catalog.schema.table` for people, logs and state rows; not SQL. */
export function sourceLabel(name: SourceName): string {
  return `${name.catalog}.${name.schema}.${name.table}`;
}

/** `schema.table` for people, logs and state rows; not SQL. */
export function targetLabel(name: TargetName): string {
  return `${name.schema}.${name.table}`;
}
