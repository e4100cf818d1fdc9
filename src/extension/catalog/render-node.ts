import { ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { asReplicatorError } from '../../shared/errors.ts';
import { type CatalogNode, nodeId } from './catalog-node.ts';
import { tableIcon, tableKind } from './table-kind.ts';

const { Collapsed, None } = TreeItemCollapsibleState;

/** How a node looks; its tooltip comes when it is asked for. */
export function renderNode(node: CatalogNode): TreeItem {
  const item = itemOf(node);
  item.id = nodeId(node);
  return item;
}

function itemOf(node: CatalogNode): TreeItem {
  switch (node.kind) {
    case 'connection':
      return fill(new TreeItem(node.saved.label, Collapsed), 'connection', 'plug', node.active ? 'active' : '');
    case 'favourites':
      return fill(new TreeItem('Favourites', Collapsed), 'favourites', 'star-full');
    case 'catalog':
      return fill(new TreeItem(node.entry.name, Collapsed), 'catalog', 'library', node.entry.comment);
    case 'schema':
      return fill(new TreeItem(node.entry.name, Collapsed), 'schema', 'folder-library', node.entry.comment);
    case 'table': {
      const { entry } = node;
      const context = tableKind(entry.kind) === 'table' ? 'table' : `table.${tableKind(entry.kind)}`;
      return fill(new TreeItem(entry.name.table, Collapsed), context, tableIcon(entry.kind), entry.comment);
    }
    case 'column': {
      const { name, type, comment } = node.entry;
      const text = [type.toLowerCase(), ...node.roles, ...(comment === undefined ? [] : [comment])].join(' · ');
      return fill(new TreeItem(name, None), 'column', node.roles.length > 0 ? 'key' : 'symbol-field', text);
    }
    case 'empty':
      return fill(new TreeItem(node.text, None), 'empty', 'circle-slash');
    case 'loading':
      return fill(new TreeItem('Loading…', None), 'loading', 'loading~spin');
    case 'more': {
      const item = fill(
        new TreeItem('Load more…', None),
        'more',
        'ellipsis',
        `${node.shown.toLocaleString('en')} shown`,
      );
      item.command = { title: 'Load More', command: 'replicator.catalog.loadMore', arguments: [node] };
      return item;
    }
    case 'error': {
      const error = asReplicatorError(node.error);
      const item = new TreeItem(error.message, None);
      item.contextValue = 'error';
      item.iconPath = new ThemeIcon('error', new ThemeColor('errorForeground'));
      item.description = error.action;
      item.tooltip = `${error.message}\n\n${error.action}`;
      return item;
    }
  }
}

function fill(item: TreeItem, context: string, icon: string, description?: string): TreeItem {
  item.contextValue = context;
  item.iconPath = new ThemeIcon(icon);
  if (description !== undefined && description !== '') item.description = description;
  return item;
}
