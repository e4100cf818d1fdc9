import type { z } from 'zod';
import type { CatalogEntry, SchemaEntry, TableDetails, TableEntry } from '../../../shared/catalog-entries.ts';
import { ReplicatorError } from '../../../shared/errors.ts';
import { type SourceName, sourceLabel } from '../../../shared/names.ts';
import type { Page } from '../../../shared/page.ts';
import { catalogsPage, schemasPage, type TableEntryAnswer, tableAnswer, tablesPage } from './catalog-answers.ts';
import type { RestClient } from './rest-client.ts';
import { toTableDetails } from './table-details.ts';

const root = '/api/2.1/unity-catalog';

/** In a row; a server that sends more of them is going round in circles. */
const mostEmptyPages = 100;

/** Unity Catalog as people look through it, a page at a time; pages are never empty but for the last. */
export class CatalogBrowser {
  readonly #rest: RestClient;

  constructor(rest: RestClient) {
    this.#rest = rest;
  }

  listCatalogs(after: string | undefined, signal: AbortSignal): Promise<Page<CatalogEntry>> {
    return this.#page('catalogs', { include_browse: 'true' }, after, catalogsPage, signal, ({ catalogs }) =>
      (catalogs ?? []).map(({ name, catalog_type, owner, comment }) => ({
        name,
        ...(catalog_type ? { kind: catalog_type } : {}),
        ...described(owner, comment),
      })),
    );
  }

  listSchemas(catalog: string, after: string | undefined, signal: AbortSignal): Promise<Page<SchemaEntry>> {
    const query = { catalog_name: catalog, include_browse: 'true' };
    return this.#page('schemas', query, after, schemasPage, signal, ({ schemas }) =>
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
    return this.#page('tables', query, after, tablesPage, signal, ({ tables }) =>
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

  /** The next page that has something on it; one may be empty and still not the last. */
  async #page<Answer extends { next_page_token?: string | null | undefined }, Item>(
    kind: string,
    query: Readonly<Record<string, string>>,
    after: string | undefined,
    answer: z.ZodType<Answer>,
    signal: AbortSignal,
    read: (answer: Answer) => readonly Item[],
  ): Promise<Page<Item>> {
    let token = after ?? '';
    for (let page = 0; page < mostEmptyPages; page += 1) {
      // Without max_results the server sends everything at once, which is slow and on its way out; 0 leaves it the choice.
      const paged = { ...query, max_results: '0', ...(token === '' ? {} : { page_token: token }) };
      const { value } = await this.#rest.send({ method: 'GET', path: `${root}/${kind}`, query: paged, answer, signal });
      const items = read(value);
      token = value.next_page_token ?? '';
      if (token === '') return { items };
      if (items.length > 0) return { items, next: token };
    }
    throw new ReplicatorError('source.protocol', `The list of ${kind} goes on without an end.`);
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
