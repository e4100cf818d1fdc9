import type { Catalog, CatalogTable } from '../catalog.ts';
import { effectOf } from '../faults/fault-plan.ts';
import { json, type Reply } from '../http/reply.ts';
import { RestError } from '../http/rest-error.ts';
import type { Route, WarehouseRequest } from '../http/route.ts';
import { doesNotExist, permissionDenied } from './catalog-errors.ts';
import { describeCatalog, describeSchema, describeTable, describeTableSummary } from './describe-table.ts';
import { likeMatcher } from './match-like.ts';
import { cutPage, describePage, readPageRequest } from './page.ts';

const root = '/api/2.1/unity-catalog';

export interface PageLimits {
  readonly catalogs: number;
  readonly schemas: number;
  readonly tables: number;
  readonly summaries: number;
}

function required(query: URLSearchParams, key: string): string {
  const value = query.get(key);
  if (value !== null && value !== '') return value;
  throw new RestError(400, 'INVALID_PARAMETER_VALUE', `Missing required field: ${key}`);
}

/** Only what is on the page is described: there may be very many. */
function listed<T>(
  request: WarehouseRequest,
  key: string,
  items: readonly T[],
  limit: number,
  describe: (item: T) => unknown,
): Reply {
  const empty = effectOf(request.effects, 'emptyPage') !== undefined;
  const page = cutPage(items, readPageRequest(request.query), limit, empty);
  return json(describePage(key, { ...page, items: page.items.map(describe) }));
}

/** Names may have dots of their own, so every way to cut the full name is tried. */
function findTable(catalog: Catalog, fullName: string): CatalogTable | undefined {
  const parts = fullName.split('.');
  for (let i = 1; i < parts.length - 1; i++) {
    for (let j = i + 1; j < parts.length; j++) {
      const names = [parts.slice(0, i), parts.slice(i, j), parts.slice(j)].map((each) => each.join('.'));
      const table = catalog.table(names[0] ?? '', names[1] ?? '', names[2] ?? '');
      if (table !== undefined) return table;
    }
  }
  return undefined;
}

function missingOf(catalog: Catalog, fullName: string): RestError {
  const [catalogName = '', schema = ''] = fullName.split('.');
  const schemas = catalog.schemas(catalogName);
  if (schemas === undefined) return doesNotExist('Catalog', catalogName);
  if (catalog.tables(catalogName, schema) === undefined) return doesNotExist('Schema', `${catalogName}.${schema}`);
  return doesNotExist('Table', fullName);
}

function refuseIfDenied(request: WarehouseRequest, securable: 'Catalog' | 'Schema' | 'Table', name: string): void {
  const denied = effectOf(request.effects, 'noPermission');
  if (denied !== undefined) throw permissionDenied(denied.privilege, securable, name);
}

function summaries(catalog: Catalog, query: URLSearchParams): readonly CatalogTable[] {
  const name = required(query, 'catalog_name');
  const schemas = catalog.schemas(name);
  if (schemas === undefined) throw doesNotExist('Catalog', name);
  const schemaPattern = query.get('schema_name_pattern') ?? '%';
  const tablePattern = query.get('table_name_pattern') ?? '%';
  const inSchema = likeMatcher(schemaPattern);
  const fits = likeMatcher(tablePattern);
  return schemas
    .filter((schema) => inSchema(schema.name))
    .flatMap((schema) => catalog.tables(name, schema.name) ?? [])
    .filter((table) => fits(table.name));
}

export function unityCatalogRoutes(catalog: Catalog, limits: PageLimits): readonly Route[] {
  return [
    {
      method: 'GET',
      pattern: `${root}/catalogs`,
      subject: () => ({ operation: 'catalog-catalogs' }),
      handle: async (request) => listed(request, 'catalogs', catalog.catalogs(), limits.catalogs, describeCatalog),
    },
    {
      method: 'GET',
      pattern: `${root}/schemas`,
      subject: (request) => ({ operation: 'catalog-schemas', table: request.query.get('catalog_name') ?? '' }),
      handle: async (request) => {
        const name = required(request.query, 'catalog_name');
        refuseIfDenied(request, 'Catalog', name);
        const schemas = catalog.schemas(name);
        if (schemas === undefined) throw doesNotExist('Catalog', name);
        return listed(request, 'schemas', schemas, limits.schemas, (schema) => describeSchema(name, schema));
      },
    },
    {
      method: 'GET',
      pattern: `${root}/tables`,
      subject: ({ query }) => ({
        operation: 'catalog-tables',
        table: `${query.get('catalog_name') ?? ''}.${query.get('schema_name') ?? ''}`,
      }),
      handle: async (request) => {
        const name = required(request.query, 'catalog_name');
        const schema = required(request.query, 'schema_name');
        refuseIfDenied(request, 'Schema', `${name}.${schema}`);
        const tables = catalog.tables(name, schema);
        if (tables === undefined) throw missingOf(catalog, `${name}.${schema}.`);
        const parts = {
          omitColumns: request.query.get('omit_columns') === 'true',
          omitProperties: request.query.get('omit_properties') === 'true',
        };
        return listed(request, 'tables', tables, limits.tables, (table) => describeTable(table, parts));
      },
    },
    {
      method: 'GET',
      pattern: `${root}/tables/:table`,
      subject: (request) => ({ operation: 'catalog-table', table: request.params.table ?? '' }),
      handle: async (request) => {
        const fullName = request.params.table ?? '';
        refuseIfDenied(request, 'Table', fullName);
        const table = findTable(catalog, fullName);
        if (table === undefined) throw missingOf(catalog, fullName);
        return json(describeTable(table, { omitColumns: false, omitProperties: false }));
      },
    },
    {
      method: 'GET',
      pattern: `${root}/table-summaries`,
      subject: (request) => ({ operation: 'catalog-summaries', table: request.query.get('catalog_name') ?? '' }),
      handle: async (request) => {
        const tables = summaries(catalog, request.query);
        // Always in pages, also where no length is asked for.
        const page = { maxResults: 0, ...readPageRequest(request.query) };
        const empty = effectOf(request.effects, 'emptyPage') !== undefined;
        const cut = cutPage(tables, page, limits.summaries, empty);
        return json(describePage('tables', { ...cut, items: cut.items.map(describeTableSummary) }));
      },
    },
  ];
}
