import type { SourceName } from '../../shared/names.ts';

/** An identifier for Databricks SQL. */
export function quoteDatabricks(identifier: string): string {
  return `\`${identifier.replaceAll('`', '``')}\``;
}

/** A string literal for Databricks SQL (backslash escapes are on there). */
export function databricksString(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** A field of a struct. `a.b` would mean the column `b` where the table itself is called `a`. */
export function fieldOf(struct: string, field: string): string {
  return `${struct}[${databricksString(field)}]`;
}

export function quoteSourceName(name: SourceName): string {
  return [name.catalog, name.schema, name.table].map(quoteDatabricks).join('.');
}
