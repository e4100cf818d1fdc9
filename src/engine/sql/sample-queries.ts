import type { TargetName } from '../../shared/names.ts';
import { quoteDuckdb, quoteTargetName, targetAlias } from './duckdb-text.ts';

/** Lets names of two parts mean the tables of the file. */
export const useTarget = `USE ${quoteDuckdb(targetAlias)}`;

/** What functions a query calls, as JSON; for what is no query, an error in the same form. */
export const serializeQuery = 'SELECT json_serialize_sql($1::VARCHAR) AS query';

/** The first rows of a query that stands for itself, every value as the beginning of its text. */
export function readFirstRows(query: string, columns: number, rows: number, longest: number): string {
  const names = Array.from({ length: columns }, (_, i) => `c${i}`);
  const texts = names.map((name) => `left(CAST(${name} AS VARCHAR), ${longest}) AS ${name}`);
  return `SELECT ${texts.join(', ')} FROM (\n${query}\n) AS t(${names.join(', ')}) LIMIT ${rows}`;
}

export function selectAll(table: TargetName): string {
  return `SELECT * FROM ${quoteTargetName(table)}`;
}
