import type { SourceName, TargetName } from '../names.ts';

/** Words that neither side takes for a name without quotes. */
const reserved = new Set(
  `all analyse analyze and anti any array as asc asymmetric authorization between binary both by case cast check collate
  collation column concurrently constraint create cross current_date default deferrable desc describe distinct do else end
  except exists false fetch filter for foreign from full generated glob grant group having ilike in initially inner
  intersect into is isnull join lambda lateral leading left like limit map minus natural not notnull null offset on only or
  order outer overlaps pivot positional primary qualify references returning right select semi show similar some struct
  summarize symmetric table tablesample then to trailing true union unique unpivot using values variadic verbose when where
  window with`.split(/\s+/),
);

function isPlain(part: string): boolean {
  return /^[a-z_][a-z0-9_]*$/i.test(part) && !reserved.has(part.toLowerCase());
}

/** As people write it for Databricks SQL: backticks only where they are needed. */
export function spellSource(parts: readonly string[]): string {
  return parts.map((part) => (isPlain(part) ? part : backticked(part))).join('.');
}

/** The same with backticks around every part. */
export function quoteSource(parts: readonly string[]): string {
  return parts.map(backticked).join('.');
}

/** As people write it for DuckDB: double quotes only where they are needed. */
export function spellTarget(parts: readonly string[]): string {
  return parts.map((part) => (isPlain(part) ? part : doubleQuoted(part))).join('.');
}

/** The same with double quotes around every part. */
export function quoteTarget(parts: readonly string[]): string {
  return parts.map(doubleQuoted).join('.');
}

export function sourceParts({ catalog, schema, table }: SourceName): readonly string[] {
  return [catalog, schema, table];
}

export function targetParts({ schema, table }: TargetName): readonly string[] {
  return [schema, table];
}

function backticked(part: string): string {
  return `\`${part.replaceAll('`', '``')}\``;
}

function doubleQuoted(part: string): string {
  return `"${part.replaceAll('"', '""')}"`;
}
