import type { TargetName } from '../../shared/names.ts';

/** `schema.table` as DuckDB reads it, with quotes only where they are needed. */
export function localName({ schema, table }: TargetName): string {
  return [schema, table]
    .map((part) => (/^[a-z_]\w*$/i.test(part) ? part : `"${part.replaceAll('"', '""')}"`))
    .join('.');
}
