import { createHash } from 'node:crypto';
import type { CatalogColumn, CatalogTable } from '../catalog.ts';
import { typeName } from '../statements/manifest.ts';
import { parseSqlType } from '../thrift/results/sql-type.ts';
import { sparkJsonType } from '../thrift/results/type-names.ts';

const owner = 'sample.user@example.com';

/** The same id for the same name, whenever it is asked for. */
function stableId(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const metastoreId = stableId('metastore');

/** Of catalogs and schemas, which do not change here. */
const history = {
  created_at: Date.UTC(2024, 0, 1),
  created_by: owner,
  updated_at: Date.UTC(2024, 0, 1),
  updated_by: owner,
};

export interface TableParts {
  readonly omitColumns: boolean;
  readonly omitProperties: boolean;
}

function describeColumn(column: CatalogColumn, position: number) {
  const type = parseSqlType(column.typeText);
  const decimal = type.kind === 'decimal';
  const metadata = column.comment === undefined ? {} : { comment: column.comment };
  return {
    name: column.name,
    type_text: column.typeText,
    type_name: typeName(column.typeText),
    position,
    type_precision: decimal ? type.precision : 0,
    type_scale: decimal ? type.scale : 0,
    ...(type.kind === 'interval' ? { type_interval_type: type.text.slice('INTERVAL '.length) } : {}),
    type_json: JSON.stringify({
      name: column.name,
      type: JSON.parse(sparkJsonType(type)) as unknown,
      nullable: column.nullable,
      metadata,
    }),
    ...(column.comment === undefined ? {} : { comment: column.comment }),
    nullable: column.nullable,
    ...(column.partitionIndex === undefined ? {} : { partition_index: column.partitionIndex }),
  };
}

function securableKind(table: CatalogTable): string {
  if (table.kind === 'VIEW' || table.kind === 'MATERIALIZED_VIEW' || table.kind === 'STREAMING_TABLE') {
    return `TABLE_${table.kind}`;
  }
  if (table.kind === 'FOREIGN') return 'TABLE_FOREIGN';
  return table.kind === 'EXTERNAL' ? `TABLE_${table.format ?? 'DELTA'}_EXTERNAL` : `TABLE_${table.format ?? 'DELTA'}`;
}

/** A table with the keys, and the order of keys, of a real one. */
export function describeTable(table: CatalogTable, parts: TableParts) {
  const fullName = `${table.catalog}.${table.schema}.${table.name}`;
  const filter = table.rowFilter;
  return {
    name: table.name,
    catalog_name: table.catalog,
    schema_name: table.schema,
    table_type: table.kind,
    ...(table.format === undefined ? {} : { data_source_format: table.format }),
    ...(parts.omitColumns ? {} : { columns: table.columns.map(describeColumn) }),
    ...(table.viewDefinition === undefined ? {} : { view_definition: table.viewDefinition }),
    owner: table.owner ?? owner,
    ...(table.comment === undefined ? {} : { comment: table.comment }),
    ...(parts.omitProperties
      ? {}
      : { properties: table.properties, properties_pairs: { properties: table.properties } }),
    ...(filter === undefined
      ? {}
      : { row_filter: { function_name: filter.functionName, input_column_names: filter.inputColumnNames } }),
    securable_kind: securableKind(table),
    securable_type: 'TABLE',
    generation: 0,
    metastore_id: metastoreId,
    full_name: fullName,
    data_access_configuration_id: '00000000-0000-0000-0000-000000000000',
    created_at: table.createdAt,
    created_by: table.owner ?? owner,
    updated_at: table.updatedAt,
    updated_by: table.owner ?? owner,
    table_id: stableId(fullName),
    delta_runtime_properties_kvpairs: {},
    browse_only: false,
  };
}

export function describeTableSummary(table: CatalogTable) {
  return { full_name: `${table.catalog}.${table.schema}.${table.name}`, table_type: table.kind };
}

interface Named {
  readonly name: string;
  readonly comment?: string;
}

export function describeCatalog(catalog: Named) {
  return {
    name: catalog.name,
    owner,
    ...(catalog.comment === undefined ? {} : { comment: catalog.comment }),
    catalog_type: 'MANAGED_CATALOG',
    metastore_id: metastoreId,
    isolation_mode: 'OPEN',
    full_name: catalog.name,
    ...history,
    securable_type: 'CATALOG',
    browse_only: false,
  };
}

export function describeSchema(catalog: string, schema: Named) {
  const fullName = `${catalog}.${schema.name}`;
  return {
    name: schema.name,
    catalog_name: catalog,
    owner,
    ...(schema.comment === undefined ? {} : { comment: schema.comment }),
    metastore_id: metastoreId,
    full_name: fullName,
    catalog_type: 'MANAGED_CATALOG',
    ...history,
    schema_id: stableId(fullName),
    securable_type: 'SCHEMA',
    browse_only: false,
  };
}
