import type { CatalogEntry, ColumnEntry, SchemaEntry, TableEntry } from '../../shared/catalog-entries.ts';
import type { SavedConnection } from '../connections/saved-connection.ts';

/** The same table may stand in the tree and among the favourites. */
export type Place = 'tree' | 'favourites';

interface InWorkspace {
  readonly place: Place;
  /** Of the saved connection. */
  readonly connectionId: string;
  /** Stands right below the favourites. */
  readonly pinned?: true;
}

export type ConnectionNode = {
  readonly kind: 'connection';
  readonly connectionId: string;
  readonly saved: SavedConnection;
  readonly active: boolean;
};
export type FavouritesNode = { readonly kind: 'favourites' };
export type CatalogEntryNode = InWorkspace & { readonly kind: 'catalog'; readonly entry: CatalogEntry };
export type SchemaNode = InWorkspace & {
  readonly kind: 'schema';
  readonly entry: SchemaEntry;
  /** The catalog's filter: only tables whose names contain this. */
  readonly within?: string;
};
export type TableNode = InWorkspace & { readonly kind: 'table'; readonly entry: TableEntry };
export type ColumnNode = {
  readonly kind: 'column';
  readonly table: TableNode;
  readonly entry: ColumnEntry;
  /** `primary key`, `partition`. */
  readonly roles: readonly string[];
};

/** What has children. */
export type BranchNode = ConnectionNode | FavouritesNode | CatalogEntryNode | SchemaNode | TableNode;

/** Says how it stands with its parent's children. */
export type SignNode =
  | { readonly kind: 'error'; readonly parent: BranchNode; readonly error: unknown }
  | { readonly kind: 'empty'; readonly parent: BranchNode; readonly text: string }
  | { readonly kind: 'loading'; readonly parent: BranchNode; readonly shown: number }
  | { readonly kind: 'more'; readonly parent: BranchNode; readonly shown: number };

/** What stands in the tree “Databricks”; the commands of its menus are given these. */
export type CatalogNode = BranchNode | ColumnNode | SignNode;

/** The same for the same thing from refresh to refresh, so that what is unfolded stays so. */
export function nodeId(node: CatalogNode): string {
  switch (node.kind) {
    case 'connection':
      return joinId('tree', node.connectionId);
    case 'favourites':
      return 'favourites';
    case 'catalog':
      return joinId(node.place, node.connectionId, node.entry.name);
    case 'schema': {
      const id = joinId(node.place, node.connectionId, node.entry.catalog, node.entry.name);
      return node.within === undefined ? id : `${id}?${encodeURIComponent(node.within)}`;
    }
    case 'table': {
      const { catalog, schema, table } = node.entry.name;
      return joinId(node.place, node.connectionId, catalog, schema, table);
    }
    case 'column':
      return joinId(nodeId(node.table), node.entry.name);
    default:
      return `${node.kind}:${nodeId(node.parent)}`;
  }
}

/** What can be pinned, searched, copied. */
export function isNamed(node: CatalogNode): node is CatalogEntryNode | SchemaNode | TableNode {
  return node.kind === 'catalog' || node.kind === 'schema' || node.kind === 'table';
}

export function isBranch(node: CatalogNode): node is BranchNode {
  return !('parent' in node) && node.kind !== 'column';
}

/** The parts of its name, from the catalog down. */
export function namePath(node: CatalogEntryNode | SchemaNode | TableNode): readonly string[] {
  switch (node.kind) {
    case 'catalog':
      return [node.entry.name];
    case 'schema':
      return [node.entry.catalog, node.entry.name];
    case 'table':
      return [node.entry.name.catalog, node.entry.name.schema, node.entry.name.table];
  }
}

function joinId(...parts: readonly string[]): string {
  return parts.map((part, index) => (index === 0 ? part : encodeURIComponent(part))).join('/');
}
