/** An identifier for DuckDB. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A string expression for DuckDB, which has no escapes inside literals and takes no NUL in its text. */
export function textLiteral(text: string): string {
  const parts = text.split('\0').map((part) => `'${part.replaceAll("'", "''")}'`);
  return parts.length === 1 ? (parts[0] ?? "''") : `(${parts.join(' || chr(0) || ')})`;
}

/** An identifier as Databricks' messages spell it. */
export function backtick(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

/** The file that holds the rows of all tables; macros live in memory, which has typed ones. */
export const storeAlias = 'store';

export function storeTable(name: string): string {
  return `${storeAlias}.main.${quoteIdentifier(name)}`;
}
