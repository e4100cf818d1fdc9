import { ReplicatorError } from '../../../shared/errors.ts';

/** Of the functions that read files, `query` and `query_table` only in their argument's stead. */
const fileFunction = /"function_name":"((?:read_|parquet_|sniff_)\w*|glob|query|query_table|\w*_scan)"/i;

/**
 * No other file can be opened from here, but the database itself could: closing it again would drop the lock that keeps
 * other programs out.
 * @param serialized - the query as DuckDB's JSON
 * @throws ReplicatorError `query.invalid`
 */
export function refuseFileFunctions(serialized: string): void {
  const name = fileFunction.exec(serialized)?.[1];
  if (name === undefined) return;
  throw new ReplicatorError('query.invalid', `The function ${name} is not available here: only this file is read.`);
}

/** What an EXPLAIN explains; undefined for everything else. */
export function explainedQuery(query: string): string | undefined {
  const rest = /^\s*explain\b\s*(?:analyze\b\s*)?(?:\([^)]*\)\s*)?(.*)$/is.exec(query)?.[1];
  return rest;
}

/** Without the semicolons at its end, so that it can be put in brackets. */
export function withoutEnd(query: string): string {
  return query.replace(/[\s;]+$/, '');
}
