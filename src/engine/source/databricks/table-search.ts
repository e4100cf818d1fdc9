import pLimit from 'p-limit';
import type { TableEntry } from '../../../shared/catalog-entries.ts';
import { ReplicatorError } from '../../../shared/errors.ts';
import type { Page } from '../../../shared/page.ts';
import type { CatalogReader } from '../source.ts';
import { summariesPage } from './catalog-answers.ts';
import { readPage } from './read-page.ts';
import type { RestClient } from './rest-client.ts';

/** Where tables are looked for. */
export interface SearchScope {
  readonly catalog: string;
  readonly schema?: string;
}

/** Schemas that are listed at once where the server cannot search. */
const listedAtOnce = 4;

/** Finds tables by a part of their name; on the server's side, or by listing where it has no such thing. */
export class TableSearch {
  readonly #rest: RestClient;
  readonly #catalog: CatalogReader;
  #serverSearches = true;

  constructor(rest: RestClient, catalog: CatalogReader) {
    this.#rest = rest;
    this.#catalog = catalog;
  }

  async find(
    scope: SearchScope,
    containing: string,
    after: string | undefined,
    signal: AbortSignal,
  ): Promise<Page<TableEntry>> {
    if (this.#serverSearches) {
      try {
        return await this.#ask(scope, containing, after, signal);
      } catch (thrown) {
        if (!(thrown instanceof ReplicatorError) || thrown.code !== 'source.notFound') throw thrown;
      }
    }
    // Either the catalog is missing, which the list says too, or the way to search is.
    const found = await this.#list(scope, containing, signal);
    this.#serverSearches = false;
    return { items: found };
  }

  #ask(
    { catalog, schema }: SearchScope,
    containing: string,
    after: string | undefined,
    signal: AbortSignal,
  ): Promise<Page<TableEntry>> {
    const request = {
      path: 'table-summaries',
      query: {
        catalog_name: catalog,
        ...(schema === undefined ? {} : { schema_name_pattern: likeAtLeast(schema) }),
        table_name_pattern: `%${likeAtLeast(containing.toLowerCase())}%`,
      },
      after,
      answer: summariesPage,
      signal,
    };
    return readPage(this.#rest, request, ({ tables }) =>
      (tables ?? []).flatMap(({ full_name, table_type }) => {
        const rest = full_name.slice(catalog.length + 1);
        const cut = schema === undefined ? rest.indexOf('.') : schema.length;
        const name = { catalog, schema: rest.slice(0, cut), table: rest.slice(cut + 1) };
        const meant = schema === undefined || name.schema.toLowerCase() === schema.toLowerCase();
        return meant && contains(name.table, containing) ? [{ name, kind: table_type ?? 'MANAGED' }] : [];
      }),
    );
  }

  async #list({ catalog, schema }: SearchScope, containing: string, signal: AbortSignal): Promise<TableEntry[]> {
    const schemas = schema === undefined ? await this.#catalog.listSchemas(catalog, signal) : [schema];
    const limit = pLimit(listedAtOnce);
    const lists = await Promise.all(schemas.map((one) => limit(() => this.#catalog.listTables(catalog, one, signal))));
    return lists.flat().filter(({ name }) => contains(name.table, containing));
  }
}

function contains(name: string, part: string): boolean {
  return name.toLowerCase().includes(part.toLowerCase());
}

/**
 * A LIKE pattern that matches at least what the text matches: whether and how the server escapes is not documented, so
 * what would need it matches any character, and what is too much is left out of the answer.
 */
function likeAtLeast(text: string): string {
  return text.replaceAll(/[\\%]/g, '_');
}
