import type { ColumnEntry, TableDetails } from '../../shared/catalog-entries.ts';
import type { Page } from '../../shared/page.ts';
import { compareNames } from '../../shared/text/compare-names.ts';
import type { SavedConnection } from '../connections/saved-connection.ts';
import { type BranchNode, type CatalogNode, isNamed, namePath, nodeId, type TableNode } from './catalog-node.ts';
import type { CatalogReader } from './catalog-reader.ts';
import { PagedList } from './paged-list.ts';
import { searchCatalog } from './search-catalog.ts';
import { signsOf } from './signs.ts';

export interface Roots {
  list(): readonly SavedConnection[];
  readonly active: SavedConnection | undefined;
  favourites(): readonly CatalogNode[];
}

/** What is known of each branch of the tree; errors are told, never kept. */
export class CatalogModel {
  readonly #reader: CatalogReader;
  readonly #roots: Roots;
  readonly #onChange: (node: BranchNode | undefined) => void;
  readonly #lists = new Map<string, PagedList<CatalogNode>>();
  readonly #details = new Map<string, Promise<TableDetails>>();
  readonly #filters = new Map<string, string>();

  /** @param onChange - the children of the node are others now; undefined for the roots */
  constructor(reader: CatalogReader, roots: Roots, onChange: (node: BranchNode | undefined) => void) {
    this.#reader = reader;
    this.#roots = roots;
    this.#onChange = onChange;
  }

  /** Never rejects: what went wrong is one of the nodes. */
  async children(node: BranchNode | undefined): Promise<readonly CatalogNode[]> {
    if (node?.kind === 'favourites') return this.#roots.favourites();
    if (node !== undefined) return this.#listed(node);
    const favourites: CatalogNode[] = this.#roots.favourites().length > 0 ? [{ kind: 'favourites' }] : [];
    const connections = this.#connections();
    const [only, ...others] = connections;
    if (only === undefined) return [];
    return [...favourites, ...(others.length > 0 ? connections : await this.#listed(only))];
  }

  more(node: BranchNode): Promise<void> {
    return this.#listOf(node).more();
  }

  /** Forgets what is known below a node, or everything; filters stay. */
  forget(node: BranchNode | undefined): void {
    const id = node === undefined ? undefined : nodeId(node);
    const below = (key: string): boolean =>
      id === undefined || key === id || key.startsWith(`${id}/`) || key.startsWith(`${id}?`);
    for (const [key, list] of this.#lists) {
      if (!below(key)) continue;
      list.close();
      this.#lists.delete(key);
    }
    for (const key of this.#details.keys()) if (below(key)) this.#details.delete(key);
  }

  /** Lists that failed are asked for again when they are next shown. */
  forgetFailure(node: BranchNode): boolean {
    const key = this.#keyOf(node);
    const failed = this.#lists.get(key)?.state.kind === 'failed';
    if (failed) this.#lists.delete(key);
    return failed;
  }

  filterOf(node: CatalogNode): string | undefined {
    return this.#filters.get(nodeId(node));
  }

  /** Only tables whose names contain the text; all again where it is empty. */
  setFilter(node: BranchNode, text: string): void {
    if (text === (this.filterOf(node) ?? '')) return;
    const before = this.#keyOf(node);
    if (text === '') this.#filters.delete(nodeId(node));
    else {
      this.#filters.set(nodeId(node), text);
      if (before !== nodeId(node)) {
        this.#lists.get(before)?.close();
        this.#lists.delete(before);
      }
    }
    this.#onChange(node);
  }

  clearFilters(): void {
    this.#filters.clear();
  }

  /** @throws ReplicatorError */
  details(node: TableNode): Promise<TableDetails> {
    const id = nodeId(node);
    const known = this.#details.get(id);
    if (known !== undefined) return known;
    const details = this.#reader.describeTable(node.connectionId, node.entry.name);
    this.#details.set(id, details);
    details.catch(() => this.#details.get(id) === details && this.#details.delete(id));
    return details;
  }

  #connections(): readonly BranchNode[] {
    const { active } = this.#roots;
    return this.#roots
      .list()
      .map((saved) => ({ kind: 'connection', connectionId: saved.id, saved, active: saved.id === active?.id }));
  }

  async #listed(branch: BranchNode): Promise<readonly CatalogNode[]> {
    const list = this.#listOf(branch);
    await list.shown();
    const nodes = branch.kind === 'table' ? list.items : [...list.items].sort(compareNodes);
    return [...nodes, ...signsOf(branch, list, this.#searched(branch))];
  }

  #listOf(node: BranchNode): PagedList<CatalogNode> {
    const key = this.#keyOf(node);
    const known = this.#lists.get(key);
    if (known !== undefined) return known;
    const list = new PagedList(this.#fetcher(node), () => this.#onChange(node));
    this.#lists.set(key, list);
    return list;
  }

  #keyOf(node: BranchNode): string {
    const own = this.filterOf(node);
    return own === undefined ? nodeId(node) : `${nodeId(node)}?${encodeURIComponent(own)}`;
  }

  #searched(node: BranchNode): string | undefined {
    return this.filterOf(node) ?? (node.kind === 'schema' ? node.within : undefined);
  }

  #fetcher(node: BranchNode): (after?: string) => Promise<Page<CatalogNode>> {
    const reader = this.#reader;
    const searched = this.#searched(node);
    switch (node.kind) {
      case 'connection': {
        const { connectionId } = node;
        return async (after) =>
          mapPage(await reader.listCatalogs(connectionId, after), (entry) => {
            return { kind: 'catalog', place: 'tree', connectionId, entry };
          });
      }
      case 'catalog': {
        const { place, connectionId, entry: catalog } = node;
        if (searched !== undefined) return searchCatalog(reader, node, searched);
        return async (after) =>
          mapPage(await reader.listSchemas(connectionId, catalog.name, after), (entry) => {
            return { kind: 'schema', place, connectionId, entry };
          });
      }
      case 'schema': {
        const { place, connectionId, entry: schema } = node;
        const within = { catalog: schema.catalog, schema: schema.name };
        return async (after) =>
          mapPage(
            await (searched === undefined
              ? reader.listTables(connectionId, schema.catalog, schema.name, after)
              : reader.searchTables(connectionId, within, searched, after)),
            (entry) => ({ kind: 'table', place, connectionId, entry }),
          );
      }
      case 'table':
        return async () => {
          const details = await this.details(node);
          return { items: details.columns.map((entry) => columnNode(node, entry, details)) };
        };
      case 'favourites':
        return async () => ({ items: this.#roots.favourites() });
    }
  }
}

function mapPage<From>({ items, next }: Page<From>, map: (item: From) => CatalogNode): Page<CatalogNode> {
  return { items: items.map(map), ...(next === undefined ? {} : { next }) };
}

function columnNode(table: TableNode, entry: ColumnEntry, details: TableDetails): CatalogNode {
  const roles = [
    ...(details.primaryKey.includes(entry.name) ? ['primary key'] : []),
    ...(details.partitionColumns.includes(entry.name) ? ['partition'] : []),
  ];
  return { kind: 'column', table, entry, roles };
}

function compareNodes(a: CatalogNode, b: CatalogNode): number {
  return compareNames(lastName(a), lastName(b));
}

function lastName(node: CatalogNode): string {
  return isNamed(node) ? (namePath(node).at(-1) ?? '') : '';
}
