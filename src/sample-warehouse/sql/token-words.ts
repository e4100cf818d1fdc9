import type { Token } from './tokenize.ts';
import type { Type } from './types.ts';

export const clauseEnd = new Set(
  'WHERE GROUP ORDER HAVING LIMIT OFFSET UNION INTERSECT EXCEPT MINUS QUALIFY WINDOW SELECT SORT CLUSTER WHEN SET'.split(
    ' ',
  ),
);
export const notFunctions = new Set(
  'IN AND OR NOT WHEN THEN ELSE ON USING VALUES BY OVER EXISTS ANY ALL SOME AS SELECT FROM WHERE DISTINCT FILTER HAVING BETWEEN LIKE ILIKE CASE UNION EXCEPT INTERSECT WITH LIMIT OFFSET SET QUALIFY JOIN IS PARTITION INTO MATCHED UPDATE INSERT WITHIN CUBE ROLLUP SETS'.split(
    ' ',
  ),
);
export const refused = new Set([
  'TABLESAMPLE',
  'LATERAL',
  'RLIKE',
  'REGEXP',
  'PIVOT',
  'UNPIVOT',
  'COLUMNS',
  'EXCLUDE',
  'SEMI',
  'POSITIONAL',
  'ASOF',
  'SIMILAR',
  'GLOB',
]);
/** Words behind which an operand starts, so that a sign is none's operator. */
export const breaks = new Set(
  'SELECT DISTINCT ALL FROM WHERE AND OR NOT BETWEEN WHEN THEN ELSE BY ON HAVING LIMIT OFFSET AS SET QUALIFY USING VALUES UNION EXCEPT INTERSECT MINUS'.split(
    ' ',
  ),
);
export const queryStart = new Set(['SELECT', 'WITH', 'VALUES']);
/** Window functions whose value is an INT there. */
export const ranking = new Set(['ROW_NUMBER', 'RANK', 'DENSE_RANK', 'NTILE']);
export const extracted = new Set(['YEAR', 'QUARTER', 'MONTH', 'WEEK', 'DAY', 'DOY', 'HOUR', 'MINUTE']);
export const integers = new Set(['TINYINT', 'SMALLINT', 'INT', 'BIGINT']);

/** A name as it is meant, with or without backticks. */
export function nameOf(token: Token): string {
  return token.kind === 'quoted' ? token.value : token.text;
}

export function plainType(typeName: 'DATE' | 'TIMESTAMP' | 'TIMESTAMP_NTZ'): Type {
  return { kind: 'plain', name: typeName };
}

/** A number without Databricks' suffixes. */
export function numberLiteral(text: string): string {
  const suffix = /(BD|[LSYDF])$/i.exec(text)?.[1]?.toUpperCase();
  if (suffix === undefined) return text;
  const digits = text.slice(0, -suffix.length);
  const types: Record<string, string> = { L: 'BIGINT', S: 'SMALLINT', Y: 'TINYINT', D: 'DOUBLE', F: 'FLOAT' };
  return suffix === 'BD' ? digits : `CAST(${digits} AS ${types[suffix] ?? 'DOUBLE'})`;
}
