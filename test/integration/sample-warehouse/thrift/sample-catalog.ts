import type { Catalog, CatalogTable } from '../../../../src/sample-warehouse/catalog.ts';

const columns = [
  { name: 'id', typeText: 'bigint', nullable: false, comment: 'the key' },
  { name: 'price', typeText: 'decimal(18,2)', nullable: true },
  { name: 'tags', typeText: 'array<string>', nullable: true },
];

function table(schema: string, name: string, kind: CatalogTable['kind']): CatalogTable {
  return { catalog: 'main', schema, name, kind, properties: {}, columns, createdAt: 0, updatedAt: 0 };
}

const tables = [
  table('sales', 'orders', 'MANAGED'),
  table('sales', 'order_lines', 'MANAGED'),
  table('sales', 'recent', 'VIEW'),
  table('jdbc_test_schema', 'catalog_and_schema_test_table', 'MANAGED'),
];

export const sampleCatalog: Catalog = {
  catalogs: () => [{ name: 'main' }, { name: 'samples' }],
  schemas: (catalog) =>
    catalog === 'main' ? [{ name: 'default' }, { name: 'sales' }, { name: 'jdbc_test_schema' }] : [],
  tables: (catalog, schema) => tables.filter((each) => each.catalog === catalog && each.schema === schema),
  table: (catalog, schema, name) =>
    tables.find((each) => each.catalog === catalog && each.schema === schema && each.name === name),
};
