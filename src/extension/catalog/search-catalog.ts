import type { SchemaEntry } from '../../shared/catalog-entries.ts';
import type { Page } from '../../shared/page.ts';
import type { CatalogEntryNode, SchemaNode } from './catalog-node.ts';
import type { CatalogReader } from './catalog-reader.ts';
import { portion } from './paged-list.ts';

/**
 * The schemas of a catalog whose names contain the text, and those with tables whose names do; of the latter only these
 * tables are shown. Tables are searched by the server, page by page.
 */
export function searchCatalog(
  reader: CatalogReader,
  { place, connectionId, entry: catalog }: CatalogEntryNode,
  text: string,
): (after?: string) => Promise<Page<SchemaNode>> {
  const seen = new Set<string>();
  return async (after) => {
    const [byName, tables] = await Promise.all([
      after === undefined ? schemasNamed(reader, connectionId, catalog.name, text) : [],
      reader.searchTables(connectionId, { catalog: catalog.name }, text, after),
    ]);
    for (const { name } of byName) seen.add(name);
    const named = byName.map((entry): SchemaNode => ({ kind: 'schema', place, connectionId, entry }));
    const holding: SchemaNode[] = [];
    for (const { name } of tables.items) {
      if (seen.has(name.schema)) continue;
      seen.add(name.schema);
      const entry = { catalog: catalog.name, name: name.schema };
      holding.push({ kind: 'schema', place, connectionId, entry, within: text });
    }
    return { items: [...named, ...holding], ...(tables.next === undefined ? {} : { next: tables.next }) };
  };
}

async function schemasNamed(
  reader: CatalogReader,
  connectionId: string,
  catalog: string,
  text: string,
): Promise<readonly SchemaEntry[]> {
  const found: SchemaEntry[] = [];
  let looked = 0;
  let after: string | undefined;
  do {
    const page = await reader.listSchemas(connectionId, catalog, after);
    found.push(...page.items.filter(({ name }) => name.toLowerCase().includes(text.toLowerCase())));
    looked += page.items.length;
    after = page.next;
  } while (after !== undefined && looked < portion);
  return found;
}
