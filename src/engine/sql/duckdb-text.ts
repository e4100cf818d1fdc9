import type { TargetName } from '../../shared/names.ts';

/** The alias under which the target file is attached: three-part names leave nothing to guess. */
export const targetAlias = 'replicator_target';

/** An identifier for DuckDB. */
export function quoteDuckdb(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}

/** A string literal for DuckDB (no escapes but the doubled quote). */
export function duckdbString(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** `"replicator_target"."schema"."table"`. */
export function quoteTargetName(name: TargetName): string {
  return [targetAlias, name.schema, name.table].map(quoteDuckdb).join('.');
}
