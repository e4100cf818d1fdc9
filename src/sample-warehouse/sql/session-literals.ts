import { textLiteral } from './quote.ts';
import type { SqlParameter } from './sql-engine.ts';
import { parseType, storageType } from './types.ts';

/** A bound parameter as a typed literal; `place` counts the `?` from 1. */
export function parameterLiteral(parameters: readonly SqlParameter[], name: string, place: number): string | undefined {
  const found = parameters.find((one) => (name === '?' ? one.ordinal === place : one.name === name));
  if (found === undefined) return undefined;
  const type = storageType(parseType(found.type === '' ? 'STRING' : found.type));
  return `CAST(${found.value === undefined ? 'NULL' : textLiteral(found.value)} AS ${type})`;
}

/** What `current_user()` and its like say in this session; undefined for the clock. */
export function sessionValue(
  session: { readonly user: string; readonly catalog: string; readonly schema: string },
  word: string,
): string | undefined {
  switch (word) {
    case 'CURRENT_DATE':
    case 'CURRENT_TIMESTAMP':
      return undefined;
    case 'CURRENT_CATALOG':
      return textLiteral(session.catalog);
    case 'CURRENT_SCHEMA':
    case 'CURRENT_DATABASE':
      return textLiteral(session.schema);
    case 'CURRENT_METASTORE':
      return textLiteral('aws:local:00000000-0000-0000-0000-000000000000');
    case 'CURRENT_TIMEZONE':
      return "current_setting('TimeZone')";
    default:
      return textLiteral(session.user);
  }
}
