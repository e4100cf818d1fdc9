import type { SourceName } from '../../shared/names.ts';

/** An identifier for Databricks SQL. */
export function quoteDatabricks(identifier: string): string {
  return `\`${identifier.replaceAll('`', '``')}\``;
}

/** A string literal for Databricks SQL (backslash escapes are on there). */
export function databricksString(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

export function quoteSourceName(name: SourceName): string {
  return [name.catalog, name.schema, name.table].map(quoteDatabricks).join('.');
}
