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

/** The parts of what `sourceLabel` wrote; catalogs and schemas have no dots in their names. */
export function parseSourceLabel(label: string): SourceName {
  const [catalog = '', schema = '', ...table] = label.split('.');
  return { catalog, schema, table: table.join('.') };
}

/** `schema.table` for people, logs and state rows; not SQL. */
export function targetLabel(name: TargetName): string {
  return `${name.schema}.${name.table}`;
}
