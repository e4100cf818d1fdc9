import type { Memento } from 'vscode';
import { type CatalogEntryNode, type CatalogNode, namePath, type SchemaNode, type TableNode } from './catalog-node.ts';

type Named = CatalogEntryNode | SchemaNode | TableNode;

/** A name and its kind are enough to find it again. */
type Kept = { readonly connectionId: string; readonly path: readonly string[]; readonly kind?: string };

const key = 'replicator.catalog.favourites';

/** Catalogs, schemas and tables that a person wants at hand; in the order they were pinned. */
export class Favourites {
  readonly #state: Pick<Memento, 'get' | 'update'>;

  constructor(state: Pick<Memento, 'get' | 'update'>) {
    this.#state = state;
  }

  /** @param connections - the ids of those that are there */
  nodes(connections: readonly string[]): readonly CatalogNode[] {
    return this.#kept()
      .filter(({ connectionId }) => connections.includes(connectionId))
      .map(toNode)
      .filter((node) => node !== undefined);
  }

  has(node: Named): boolean {
    return this.#kept().some((kept) => isSame(kept, node));
  }

  async pin(nodes: readonly Named[]): Promise<void> {
    const added = nodes.filter((node) => !this.has(node)).map(toKept);
    await this.#state.update(key, [...this.#kept(), ...added]);
  }

  async unpin(nodes: readonly Named[]): Promise<void> {
    await this.#state.update(
      key,
      this.#kept().filter((kept) => !nodes.some((node) => isSame(kept, node))),
    );
  }

  #kept(): readonly Kept[] {
    return this.#state.get<readonly Kept[]>(key, []);
  }
}

function isSame(kept: Kept, node: Named): boolean {
  const path = namePath(node);
  return (
    kept.connectionId === node.connectionId &&
    kept.path.length === path.length &&
    kept.path.every((part, index) => part === path[index])
  );
}

function toKept(node: Named): Kept {
  const kind = node.kind === 'table' ? { kind: node.entry.kind } : {};
  return { connectionId: node.connectionId, path: namePath(node), ...kind };
}

function toNode({ connectionId, path, kind }: Kept): Named | undefined {
  const [catalog, schema, table] = path;
  const common = { place: 'favourites', connectionId, pinned: true } as const;
  if (catalog === undefined) return undefined;
  if (schema === undefined) return { ...common, kind: 'catalog', entry: { name: catalog } };
  if (table === undefined) return { ...common, kind: 'schema', entry: { catalog, name: schema } };
  return { ...common, kind: 'table', entry: { name: { catalog, schema, table }, kind: kind ?? '' } };
}
