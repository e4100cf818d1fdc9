import type { ColumnEntry, TableDetails } from '../../shared/catalog-entries.ts';
import type { SavedConnection } from '../connections/connections.ts';
import { type BranchNode, type CatalogNode, compareNames, nodeId, type TableNode } from './catalog-node.ts';
import type { CatalogReader } from './catalog-reader.ts';
import { PagedList } from './paged-list.ts';
import { signsOf } from './signs.ts';

interface Roots {
  list(): readonly SavedConnection[];
  readonly active: SavedConnection | undefined;
}

/** What is known of each branch of the tree; errors are told, never kept. */
export class CatalogModel {
  readonly #reader: CatalogReader;
  readonly #roots: Roots;
  readonly #onChange: (node: BranchNode | undefined) => void;
  readonly #lists = new Map<string, PagedList<CatalogNode>>();
  readonly #details = new Map<string, Promise<TableDetails>>();

  /** @param onChange - the children of the node are others now; undefined for the roots */
  constructor(reader: CatalogReader, roots: Roots, onChange: (node: BranchNode | undefined) => void) {
    this.#reader = reader;
    this.#roots = roots;
    this.#onChange = onChange;
  }

  /** Never rejects: what went wrong is one of the nodes. */
  async children(node: BranchNode | undefined): Promise<readonly CatalogNode[]> {
    const branch = node ?? this.#onlyRoot();
    if (branch === undefined) return this.#connections();
    const list = this.#listOf(branch);
    await list.shown();
    const nodes = branch.kind === 'table' ? list.items : [...list.items].sort(compareNodes);
    return [...nodes, ...signsOf(branch, list)];
  }

  more(node: BranchNode): Promise<void> {
    return this.#listOf(node).more();
  }

  /** Forgets what is known below a node, or everything. */
  forget(node: BranchNode | undefined): void {
    const id = node === undefined ? undefined : nodeId(node);
    const below = (key: string): boolean => id === undefined || key === id || key.startsWith(`${id}/`);
    for (const [key, list] of this.#lists) {
      if (!below(key)) continue;
      list.close();
      this.#lists.delete(key);
    }
    for (const key of this.#details.keys()) if (below(key)) this.#details.delete(key);
  }

  /** Lists that failed are asked for again when they are next shown. */
  forgetFailure(node: BranchNode): boolean {
    const id = nodeId(node);
    const failed = this.#lists.get(id)?.state.kind === 'failed';
    if (failed) this.#lists.delete(id);
    return failed;
  }

  /** @throws ReplicatorError */
  details(node: TableNode): Promise<TableDetails> {
    const id = nodeId(node);
    const known = this.#details.get(id);
    if (known !== undefined) return known;
    const details = this.#reader.describeTable(node.connectionId, node.entry.name);
    this.#details.set(id, details);
    details.catch(() => this.#details.delete(id));
    return details;
  }

  #onlyRoot(): BranchNode | undefined {
    const [only, ...others] = this.#connections();
    return others.length === 0 ? only : undefined;
  }

  #connections(): readonly BranchNode[] {
    const { active } = this.#roots;
    return this.#roots
      .list()
      .map((saved) => ({ kind: 'connection', connectionId: saved.id, saved, active: saved.id === active?.id }));
  }

  #listOf(node: BranchNode): PagedList<CatalogNode> {
    const id = nodeId(node);
    const known = this.#lists.get(id);
    if (known !== undefined) return known;
    const list = new PagedList(
      (after) => this.#page(node, after),
      () => this.#onChange(node),
    );
    this.#lists.set(id, list);
    return list;
  }

  async #page(node: BranchNode, after?: string): Promise<{ items: readonly CatalogNode[]; next?: string }> {
    switch (node.kind) {
      case 'connection': {
        const id = node.connectionId;
        const { items, ...rest } = await this.#reader.listCatalogs(id, after);
        return { ...rest, items: items.map((entry) => ({ kind: 'catalog', place: 'tree', connectionId: id, entry })) };
      }
      case 'catalog': {
        const { place, connectionId } = node;
        const { items, ...rest } = await this.#reader.listSchemas(connectionId, node.entry.name, after);
        return { ...rest, items: items.map((entry) => ({ kind: 'schema', place, connectionId, entry })) };
      }
      case 'schema': {
        const { place, connectionId, entry: schema } = node;
        const { items, ...rest } = await this.#reader.listTables(connectionId, schema.catalog, schema.name, after);
        return { ...rest, items: items.map((entry) => ({ kind: 'table', place, connectionId, entry })) };
      }
      case 'table': {
        const details = await this.details(node);
        return {
          items: details.columns.map((entry) => ({
            kind: 'column',
            table: node,
            entry,
            roles: rolesOf(entry, details),
          })),
        };
      }
      case 'favourites':
        return { items: [] };
    }
  }
}

function rolesOf({ name }: ColumnEntry, { primaryKey, partitionColumns }: TableDetails): readonly string[] {
  return [
    ...(primaryKey.includes(name) ? ['primary key'] : []),
    ...(partitionColumns.includes(name) ? ['partition'] : []),
  ];
}

function compareNodes(a: CatalogNode, b: CatalogNode): number {
  return compareNames(nameOf(a), nameOf(b));
}

function nameOf(node: CatalogNode): string {
  if (node.kind === 'table') return node.entry.name.table;
  return 'entry' in node ? node.entry.name : '';
}
