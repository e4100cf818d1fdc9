import type { CatalogEntry, SchemaEntry, TableDetails, TableEntry } from '../../../shared/catalog-entries.ts';
import { ReplicatorError } from '../../../shared/errors.ts';
import { type SourceName, sourceLabel } from '../../../shared/names.ts';
import type { Page } from '../../../shared/page.ts';
import { catalogsPage, schemasPage, type TableEntryAnswer, tableAnswer, tablesPage } from './catalog-answers.ts';
import { readPage } from './read-page.ts';
import type { RestClient } from './rest-client.ts';
import { toTableDetails } from './table-details.ts';

const root = '/api/2.1/unity-catalog';

/** Unity Catalog as people look through it, a page at a time; pages are never empty but for the last. */
export class CatalogBrowser {
  readonly #rest: RestClient;

  constructor(rest: RestClient) {
    this.#rest = rest;
  }

  listCatalogs(after: string | undefined, signal: AbortSignal): Promise<Page<CatalogEntry>> {
    const query = { include_browse: 'true' };
    return readPage(this.#rest, { path: 'catalogs', query, after, answer: catalogsPage, signal }, ({ catalogs }) =>
      (catalogs ?? []).map(({ name, catalog_type, owner, comment }) => ({
        name,
        ...(catalog_type ? { kind: catalog_type } : {}),
        ...described(owner, comment),
      })),
    );
  }

  listSchemas(catalog: string, after: string | undefined, signal: AbortSignal): Promise<Page<SchemaEntry>> {
    const query = { catalog_name: catalog, include_browse: 'true' };
    return readPage(this.#rest, { path: 'schemas', query, after, answer: schemasPage, signal }, ({ schemas }) =>
      (schemas ?? []).map(({ name, owner, comment }) => ({ catalog, name, ...described(owner, comment) })),
    );
  }

  listTables(
    { catalog, schema }: { readonly catalog: string; readonly schema: string },
    after: string | undefined,
    signal: AbortSignal,
  ): Promise<Page<TableEntry>> {
    const query = {
      catalog_name: catalog,
      schema_name: schema,
      include_browse: 'true',
      omit_columns: 'true',
      omit_properties: 'true',
    };
    return readPage(this.#rest, { path: 'tables', query, after, answer: tablesPage, signal }, ({ tables }) =>
      (tables ?? []).map((table) => toTableEntry({ catalog, schema, table: table.name }, table)),
    );
  }

  async describeTable(name: SourceName, signal: AbortSignal): Promise<TableDetails> {
    const fullName = [name.catalog, name.schema, name.table].map(encodeURIComponent).join('.');
    try {
      const { value } = await this.#rest.send({
        method: 'GET',
        path: `${root}/tables/${fullName}`,
        query: { include_browse: 'true', include_delta_metadata: 'true' },
        answer: tableAnswer,
        signal,
      });
      return toTableDetails(value);
    } catch (thrown) {
      throw thrown instanceof ReplicatorError ? thrown.about({ table: sourceLabel(name) }) : thrown;
    }
  }
}

function toTableEntry(
  name: SourceName,
  { table_type, data_source_format, owner, comment }: TableEntryAnswer,
): TableEntry {
  return {
    name,
    kind: table_type,
    ...(data_source_format ? { format: data_source_format } : {}),
    ...described(owner, comment),
  };
}

function described(owner: string | null | undefined, comment: string | null | undefined) {
  return { ...(owner ? { owner } : {}), ...(comment ? { comment } : {}) };
}
