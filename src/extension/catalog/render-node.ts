import { TreeItem, TreeItemCollapsibleState } from 'vscode';
import { formatCount } from '../../shared/text/units.ts';
import { dress, errorItem } from '../tree/tree-item.ts';
import { type CatalogNode, namePath, nodeId } from './catalog-node.ts';
import { tableIcon, tableKind } from './table-kind.ts';

const { Collapsed, Expanded, None } = TreeItemCollapsibleState;

/** What else is known of a node. */
export interface NodeMarks {
  readonly isFavourite: boolean;
  readonly filter?: string;
}

/** How a node looks; its tooltip comes when it is asked for. */
export function renderNode(node: CatalogNode, marks: NodeMarks): TreeItem {
  const item = itemOf(node);
  item.id = nodeId(node);
  if (marks.filter !== undefined) item.description = `“${marks.filter}”`;
  // The menus' conditions look for these words: `table.view.filtered.pinned`.
  if (marks.filter !== undefined) item.contextValue += '.filtered';
  if (marks.isFavourite) item.contextValue += '.pinned';
  return item;
}

function itemOf(node: CatalogNode): TreeItem {
  switch (node.kind) {
    case 'connection': {
      const active = node.active ? 'active' : undefined;
      return dress(new TreeItem(node.saved.label, node.active ? Expanded : Collapsed), 'connection', 'plug', active);
    }
    case 'favourites':
      return dress(new TreeItem('Favourites', Expanded), 'favourites', 'star-full');
    case 'catalog':
      return dress(new TreeItem(node.entry.name, Collapsed), 'catalog', 'library', node.entry.comment);
    case 'schema': {
      const unfolded = node.within === undefined ? Collapsed : Expanded;
      const text = node.pinned ? node.entry.catalog : node.entry.comment;
      return dress(new TreeItem(node.entry.name, unfolded), 'schema', 'symbol-namespace', text);
    }
    case 'table': {
      const { name, kind, comment } = node.entry;
      const context = tableKind(kind) === 'table' ? 'table' : `table.${tableKind(kind)}`;
      const text = node.pinned ? namePath(node).slice(0, -1).join('.') : comment;
      return dress(new TreeItem(name.table, Collapsed), context, tableIcon(kind), text);
    }
    case 'column': {
      const { name, type, comment } = node.entry;
      const text = [type.toLowerCase(), ...node.roles, ...(comment === undefined ? [] : [comment])].join(' · ');
      return dress(new TreeItem(name, None), 'column', node.roles.length > 0 ? 'key' : 'symbol-field', text);
    }
    case 'empty':
      return dress(new TreeItem(node.text, None), 'empty', 'circle-slash');
    case 'loading': {
      const text = node.shown === 0 ? undefined : `${formatCount(node.shown)} so far`;
      return dress(new TreeItem('Loading…', None), 'loading', 'loading~spin', text);
    }
    case 'more': {
      const item = dress(new TreeItem('Load more…', None), 'more', 'ellipsis', `${formatCount(node.shown)} shown`);
      item.command = { title: 'Load More', command: 'replicator.catalog.loadMore', arguments: [node] };
      return item;
    }
    case 'error':
      return errorItem(node.error, 'connectionId' in node.parent ? node.parent.connectionId : undefined);
  }
}
