import path from 'node:path';
import { ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { Freshness } from '../../shared/local-file.ts';
import { dress, errorItem } from '../tree/tree-item.ts';
import { summarizeLocalTable } from './describe-local-node.ts';
import { type LocalNode, type LocalTableNode, localNodeId } from './local-node.ts';

const { Collapsed, Expanded, None } = TreeItemCollapsibleState;

/** How a node looks; its tooltip comes when it is asked for. */
export function renderLocalNode(node: LocalNode, freshness: Freshness | undefined): TreeItem {
  const item = itemOf(node, freshness);
  item.id = localNodeId(node);
  return item;
}

function itemOf(node: LocalNode, freshness: Freshness | undefined): TreeItem {
  switch (node.kind) {
    case 'localFile': {
      const context = node.isTarget ? 'localFile.target' : 'localFile';
      const text = [...(node.isTarget ? ['target'] : []), path.dirname(node.file)].join(' · ');
      return dress(new TreeItem(path.basename(node.file), Collapsed), context, 'database', text);
    }
    case 'localSchema':
      return dress(new TreeItem(node.schema, Expanded), 'localSchema', 'symbol-namespace');
    case 'localTable':
      return tableItem(node, freshness);
    case 'localColumn': {
      const { name, type, comment } = node.column;
      const text = comment === undefined ? type.toLowerCase() : `${type.toLowerCase()} · ${comment}`;
      return dress(new TreeItem(name, None), 'localColumn', 'symbol-field', text);
    }
    case 'empty':
      return dress(new TreeItem(node.text, None), 'empty', 'circle-slash');
    case 'error':
      return errorItem(node.error);
  }
}

function tableItem({ table }: LocalTableNode, freshness: Freshness | undefined): TreeItem {
  const { name, kind, origin } = table;
  const item = new TreeItem(name.table, Collapsed);
  if (kind === 'view') return dress(item, 'localView', 'eye');
  // The menus' conditions look for these words: `localTable.copy.behind.undoable`.
  const words = [
    'localTable',
    ...(origin === undefined ? [] : ['copy']),
    ...(freshness?.state === 'behind' ? ['behind'] : []),
    ...(origin?.undoable ? ['undoable'] : []),
  ];
  dress(item, words.join('.'), 'table', summarizeLocalTable(table, freshness));
  if (freshness?.state === 'behind') item.iconPath = new ThemeIcon('table', new ThemeColor('list.warningForeground'));
  return item;
}
