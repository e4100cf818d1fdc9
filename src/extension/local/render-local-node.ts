import path from 'node:path';
import { ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, Uri } from 'vscode';
import { asReplicatorError } from '../../shared/errors.ts';
import { counted, formatBytes } from '../../shared/text/units.ts';
import { type LocalNode, localNodeId } from './local-node.ts';

const { Collapsed, None } = TreeItemCollapsibleState;

export function renderLocalNode(node: LocalNode): TreeItem {
  const item = itemOf(node);
  item.id = localNodeId(node);
  return item;
}

function itemOf(node: LocalNode): TreeItem {
  switch (node.kind) {
    case 'localFile': {
      const item = new TreeItem(path.basename(node.file), Collapsed);
      item.contextValue = node.isTarget ? 'localFile.target' : 'localFile';
      item.iconPath = new ThemeIcon('database');
      item.resourceUri = Uri.file(node.file);
      item.description = [node.isTarget ? 'target' : '', path.dirname(node.file)].filter(Boolean).join(' · ');
      item.tooltip = node.file;
      return item;
    }
    case 'localSchema':
      return fill(new TreeItem(node.schema, Collapsed), 'localSchema', 'folder-library');
    case 'localTable': {
      const { name, kind, rows, bytes } = node.table;
      const size = [
        ...(rows === undefined ? [] : [counted(rows, 'row')]),
        ...(bytes === undefined ? [] : [formatBytes(bytes)]),
      ];
      const isView = kind === 'view';
      const item = new TreeItem(name.table, Collapsed);
      return fill(item, isView ? 'localView' : 'localTable', isView ? 'eye' : 'table', size.join(' · '));
    }
    case 'localColumn': {
      const { name, type, comment } = node.column;
      const text = comment === undefined ? type : `${type} · ${comment}`;
      return fill(new TreeItem(name, None), 'localColumn', 'symbol-field', text);
    }
    case 'empty':
      return fill(new TreeItem(node.text, None), 'empty', 'circle-slash');
    case 'error': {
      const error = asReplicatorError(node.error);
      const item = new TreeItem(error.message, None);
      item.contextValue = 'localError';
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
