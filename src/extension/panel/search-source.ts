import type { Page } from '../../shared/page.ts';
import type { ConnectionAddress } from '../../shared/protocol/connection-address.ts';
import type { EngineService } from '../../shared/protocol/engine-protocol.ts';
import type { SourceMatch, SourceSearch } from '../../shared/protocol/panel-protocol.ts';

type Browsing = Pick<EngineService, 'listCatalogs' | 'listSchemas' | 'listTables' | 'searchTables'>;

/** One page of what lies below a catalog or schema; tables are looked for by the server, the few others here. */
export async function searchSource(
  engine: Browsing,
  connection: ConnectionAddress,
  { catalog, schema, containing, after }: SourceSearch,
): Promise<Page<SourceMatch>> {
  const wanted = containing.trim().toLowerCase();
  const matches = (item: { readonly name: string }): boolean => item.name.toLowerCase().includes(wanted);
  if (catalog === undefined) {
    const page = await engine.listCatalogs(connection, after);
    return toPage(page, page.items.filter(matches), (item) => ({ kind: 'catalog', ...named(item) }));
  }
  if (schema === undefined) {
    const page = await engine.listSchemas(connection, catalog, after);
    return toPage(page, page.items.filter(matches), (item) => ({ kind: 'schema', catalog, ...named(item) }));
  }
  const page =
    wanted === ''
      ? await engine.listTables(connection, { catalog, schema }, after)
      : await engine.searchTables(connection, { catalog, schema }, wanted, after);
  return toPage(page, page.items, (table) => ({ kind: 'table', table }));
}

function named({ name, comment }: { readonly name: string; readonly comment?: string }) {
  return { name, ...(comment === undefined ? {} : { comment }) };
}

function toPage<Item>(
  { next }: Page<unknown>,
  items: readonly Item[],
  map: (item: Item) => SourceMatch,
): Page<SourceMatch> {
  return { items: items.map(map), ...(next === undefined ? {} : { next }) };
}
