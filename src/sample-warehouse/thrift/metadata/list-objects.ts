import type { Catalog, CatalogTable } from '../../catalog.ts';
import { type MetadataColumn, MetadataResult } from './metadata-result.ts';
import { namePattern } from './name-pattern.ts';

export interface Patterns {
  readonly catalogName?: string | undefined;
  readonly schemaName?: string | undefined;
  readonly tableName?: string | undefined;
  readonly columnName?: string | undefined;
}

const tableColumns: readonly MetadataColumn[] = [
  { name: 'TABLE_CAT', comment: 'Catalog name. NULL if not applicable.' },
  { name: 'TABLE_SCHEM', comment: 'Schema name.' },
  { name: 'TABLE_NAME', comment: 'Table name.' },
  { name: 'TABLE_TYPE', comment: 'The table type, e.g. "TABLE", "VIEW", etc.' },
  { name: 'REMARKS', comment: 'Comments about the table.' },
  { name: 'TYPE_CAT', comment: 'The types catalog.' },
  { name: 'TYPE_SCHEM', comment: 'The types schema.' },
  { name: 'TYPE_NAME', comment: 'Type name.' },
  { name: 'SELF_REFERENCING_COL_NAME', comment: 'Name of the designated "identifier" column of a typed table.' },
  { name: 'REF_GENERATION', comment: 'Specifies how values in SELF_REFERENCING_COL_NAME are created.' },
];

const tableTypes = {
  MANAGED: 'TABLE',
  EXTERNAL: 'TABLE',
  FOREIGN: 'TABLE',
  VIEW: 'VIEW',
  MATERIALIZED_VIEW: 'VIEW',
  STREAMING_TABLE: 'TABLE',
} as const satisfies Record<CatalogTable['kind'], string>;

export function listCatalogs(catalog: Catalog): MetadataResult {
  const columns = [{ name: 'TABLE_CAT', comment: 'Catalog name. NULL if not applicable.' }];
  return new MetadataResult(
    columns,
    catalog.catalogs().map(({ name }) => [name]),
  );
}

function matchingCatalogs(catalog: Catalog, pattern: string | undefined): readonly string[] {
  return catalog
    .catalogs()
    .map(({ name }) => name)
    .filter(namePattern(pattern));
}

export function listSchemas(catalog: Catalog, patterns: Patterns): MetadataResult {
  const columns = [
    { name: 'TABLE_SCHEM', comment: 'Schema name.' },
    { name: 'TABLE_CATALOG', comment: 'Catalog name.' },
  ];
  const fits = namePattern(patterns.schemaName);
  const rows = matchingCatalogs(catalog, patterns.catalogName).flatMap((catalogName) =>
    (catalog.schemas(catalogName) ?? []).filter(({ name }) => fits(name)).map(({ name }) => [name, catalogName]),
  );
  return new MetadataResult(columns, rows);
}

export function matchingTables(catalog: Catalog, patterns: Patterns): readonly CatalogTable[] {
  const fitsSchema = namePattern(patterns.schemaName);
  const fitsTable = namePattern(patterns.tableName);
  return matchingCatalogs(catalog, patterns.catalogName).flatMap((catalogName) =>
    (catalog.schemas(catalogName) ?? [])
      .filter(({ name }) => fitsSchema(name))
      .flatMap(({ name }) => catalog.tables(catalogName, name) ?? [])
      .filter(({ name }) => fitsTable(name)),
  );
}

export function listTables(catalog: Catalog, patterns: Patterns, types: readonly string[] | undefined): MetadataResult {
  const rows = matchingTables(catalog, patterns)
    .map((table) => ({ table, type: tableTypes[table.kind] }))
    .filter(({ type }) => types === undefined || types.length === 0 || types.includes(type))
    .map(({ table, type }) => {
      const names = [table.catalog, table.schema, table.name, type, table.comment ?? ''];
      return [...names, null, null, null, null, null];
    });
  return new MetadataResult(tableColumns, rows);
}

export function listTableTypes(): MetadataResult {
  const types = [...new Set(Object.values(tableTypes))].sort();
  return new MetadataResult(
    [{ name: 'TABLE_TYPE', comment: 'Table type name.' }],
    types.map((type) => [type]),
  );
}
