import type { TableOrigin } from '../../shared/local-file.ts';
import type { SourceName } from '../../shared/names.ts';

/** The parts of `catalog.schema.table`; dots beyond the second belong to the table. */
export function sourceOfOrigin({ source }: Pick<TableOrigin, 'source'>): SourceName {
  const [catalog = '', schema = '', ...table] = source.split('.');
  return { catalog, schema, table: table.join('.') };
}
