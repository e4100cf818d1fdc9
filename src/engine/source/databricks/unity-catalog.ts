import { z } from 'zod';
import { ReplicatorError } from '../../../shared/errors.ts';
import { type SourceName, sourceLabel } from '../../../shared/names.ts';
import type { CatalogReader, SourceColumn, SourceTable, TableSummary } from '../source.ts';
import type { RestClient } from './rest-client.ts';

const root = '/api/2.1/unity-catalog';

/** In a row; a server that sends more of them is going round in circles. */
const mostEmptyPages = 1000;

const named = z.object({ name: z.string() });
const page = { next_page_token: z.string().nullish() };
const catalogsPage = z.object({ catalogs: z.array(named).nullish(), ...page });
const schemasPage = z.object({ schemas: z.array(named).nullish(), ...page });
const tablesPage = z.object({ tables: z.array(named.extend({ table_type: z.string() })).nullish(), ...page });

const columnAnswer = z.object({
  name: z.string(),
  type_text: z.string(),
  position: z.number().int().optional(),
  nullable: z.boolean().nullish(),
  comment: z.string().nullish(),
  partition_index: z.number().int().nullish(),
  mask: z.object({}).nullish(),
});

const tableAnswer = z.object({
  name: z.string(),
  catalog_name: z.string(),
  schema_name: z.string(),
  table_type: z.string(),
  data_source_format: z.string().nullish(),
  comment: z.string().nullish(),
  columns: z.array(columnAnswer).nullish(),
  row_filter: z.object({}).nullish(),
});

/** The Unity Catalog REST API. */
export class UnityCatalog implements CatalogReader {
  readonly #rest: RestClient;

  constructor(rest: RestClient) {
    this.#rest = rest;
  }

  async listCatalogs(signal: AbortSignal): Promise<readonly string[]> {
    const pages = await this.#pages('catalogs', { include_browse: 'true' }, catalogsPage, signal);
    return pages.flatMap((answer) => (answer.catalogs ?? []).map((catalog) => catalog.name));
  }

  async listSchemas(catalog: string, signal: AbortSignal): Promise<readonly string[]> {
    const query = { catalog_name: catalog, include_browse: 'true' };
    const pages = await this.#pages('schemas', query, schemasPage, signal);
    return pages.flatMap((answer) => (answer.schemas ?? []).map((schema) => schema.name));
  }

  async listTables(catalog: string, schema: string, signal: AbortSignal): Promise<readonly TableSummary[]> {
    const query = {
      catalog_name: catalog,
      schema_name: schema,
      include_browse: 'true',
      omit_columns: 'true',
      omit_properties: 'true',
    };
    const pages = await this.#pages('tables', query, tablesPage, signal);
    return pages.flatMap((answer) =>
      (answer.tables ?? []).map((table) => ({ name: { catalog, schema, table: table.name }, kind: table.table_type })),
    );
  }

  async describeTable(name: SourceName, signal: AbortSignal): Promise<SourceTable> {
    const fullName = [name.catalog, name.schema, name.table].map(encodeURIComponent).join('.');
    const path = `${root}/tables/${fullName}`;
    try {
      const { value } = await this.#rest.send({ method: 'GET', path, answer: tableAnswer, signal });
      return toSourceTable(value);
    } catch (thrown) {
      throw thrown instanceof ReplicatorError ? thrown.about({ table: sourceLabel(name) }) : thrown;
    }
  }

  /** All pages; one may be empty and still not the last. */
  async #pages<Page extends { next_page_token?: string | null | undefined }>(
    kind: string,
    query: Readonly<Record<string, string>>,
    answer: z.ZodType<Page>,
    signal: AbortSignal,
  ): Promise<Page[]> {
    const pages: Page[] = [];
    let emptyInARow = 0;
    let token = '';
    do {
      // Without max_results the server sends everything at once, which is slow and on its way out; 0 leaves it the choice.
      const paged = { ...query, max_results: '0', ...(token === '' ? {} : { page_token: token }) };
      const { value } = await this.#rest.send({ method: 'GET', path: `${root}/${kind}`, query: paged, answer, signal });
      pages.push(value);
      token = value.next_page_token ?? '';
      emptyInARow = Object.values(value).some((items) => Array.isArray(items) && items.length > 0)
        ? 0
        : emptyInARow + 1;
      if (emptyInARow > mostEmptyPages) {
        throw new ReplicatorError('source.protocol', `The list of ${kind} goes on without an end.`);
      }
    } while (token !== '');
    return pages;
  }
}

function toSourceTable(table: z.infer<typeof tableAnswer>): SourceTable {
  const columns = (table.columns ?? []).toSorted((a, b) => (a.position ?? 0) - (b.position ?? 0));
  const partitions = columns
    .filter((column) => typeof column.partition_index === 'number')
    .toSorted((a, b) => (a.partition_index ?? 0) - (b.partition_index ?? 0));
  return {
    name: { catalog: table.catalog_name, schema: table.schema_name, table: table.name },
    kind: table.table_type,
    ...(table.data_source_format ? { format: table.data_source_format } : {}),
    ...(table.comment ? { comment: table.comment } : {}),
    columns: columns.map(toSourceColumn),
    partitionColumns: partitions.map((column) => column.name),
    filtered: Boolean(table.row_filter) || columns.some((column) => Boolean(column.mask)),
  };
}

function toSourceColumn(column: z.infer<typeof columnAnswer>): SourceColumn {
  return {
    name: column.name,
    typeText: column.type_text,
    nullable: column.nullable ?? true,
    ...(column.comment ? { comment: column.comment } : {}),
  };
}
