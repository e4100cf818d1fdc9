import type { TableDetails } from '../../../shared/catalog-entries.ts';
import type { TableAnswer } from './catalog-answers.ts';

/** Unity Catalog's answer as people want to read it. */
export function toTableDetails(table: TableAnswer): TableDetails {
  const columns = (table.columns ?? []).toSorted((a, b) => (a.position ?? 0) - (b.position ?? 0));
  const partitions = columns
    .filter((column) => typeof column.partition_index === 'number')
    .toSorted((a, b) => (a.partition_index ?? 0) - (b.partition_index ?? 0));
  const runtime = table.delta_runtime_properties_kvpairs?.delta_runtime_properties ?? {};
  const properties = { ...table.properties, ...runtime };
  const version = wholeNumber(properties['delta.lastUpdateVersion']);
  const bytes = wholeNumber(properties['delta.sizeInBytes'] ?? properties['spark.sql.statistics.totalSize']);
  return {
    name: { catalog: table.catalog_name, schema: table.schema_name, table: table.name },
    kind: table.table_type,
    ...(table.data_source_format ? { format: table.data_source_format } : {}),
    ...(table.owner ? { owner: table.owner } : {}),
    ...(table.comment ? { comment: table.comment } : {}),
    columns: columns.map(({ name, type_text, nullable, comment }) => ({
      name,
      type: type_text,
      nullable: nullable ?? true,
      ...(comment ? { comment } : {}),
    })),
    partitionColumns: partitions.map((column) => column.name),
    primaryKey: (table.table_constraints ?? []).flatMap((one) => one.primary_key_constraint?.child_columns ?? []),
    filtered: Boolean(table.row_filter) || columns.some((column) => Boolean(column.mask)),
    ...(table.created_at ? { createdAt: new Date(table.created_at).toISOString() } : {}),
    ...(table.updated_at ? { updatedAt: new Date(table.updated_at).toISOString() } : {}),
    ...(version === undefined ? {} : { version }),
    ...(bytes === undefined ? {} : { bytes }),
    properties,
  };
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
