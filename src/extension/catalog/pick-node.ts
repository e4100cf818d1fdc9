import { type QuickPickItem, ThemeIcon, window } from 'vscode';
import type { CatalogModel } from './catalog-model.ts';
import { type BranchNode, type CatalogNode, isBranch, isNamed, namePath } from './catalog-node.ts';
import type { NamedNode } from './chosen-nodes.ts';
import { kindLabel, tableIcon } from './table-kind.ts';

type Item = QuickPickItem & { readonly node: CatalogNode };

/**
 * Asks for a catalog, then a schema, then a table, as deep as is needed.
 * @returns undefined where nothing was chosen
 */
export async function pickNode(model: CatalogModel, depth: 'schema' | 'table'): Promise<NamedNode | undefined> {
  let under: BranchNode | undefined;
  for (;;) {
    const chosen = await pickChild(model, under);
    if (chosen === undefined) return undefined;
    if (chosen.kind === 'more' || chosen.kind === 'error') await model.more(chosen.parent);
    else if (isNamed(chosen) && (chosen.kind === depth || chosen.kind === 'table')) return chosen;
    else if (isBranch(chosen)) under = chosen;
  }
}

async function pickChild(model: CatalogModel, under: BranchNode | undefined): Promise<CatalogNode | undefined> {
  const items = model.children(under).then((nodes): readonly Item[] => nodes.flatMap(toItem));
  const title = under !== undefined && isNamed(under) ? namePath(under).join('.') : 'Databricks';
  const picked = await window.showQuickPick(items, { title, matchOnDescription: true, placeHolder: 'Choose one' });
  return picked?.node;
}

function toItem(node: CatalogNode): readonly Item[] {
  switch (node.kind) {
    case 'connection':
      return [item(node, 'plug', node.saved.label)];
    case 'favourites':
      return [item(node, 'star-full', 'Favourites')];
    case 'catalog':
      return [item(node, 'library', node.entry.name, node.entry.comment)];
    case 'schema':
      return [item(node, 'symbol-namespace', node.entry.name, node.entry.comment)];
    case 'table':
      return [item(node, tableIcon(node.entry.kind), node.entry.name.table, kindLabel(node.entry.kind))];
    case 'more':
      return [{ ...item(node, 'ellipsis', 'Load more…'), alwaysShow: true }];
    case 'error':
      return [{ ...item(node, 'error', 'Could not be listed: try again'), alwaysShow: true }];
    default:
      return [];
  }
}

function item(node: CatalogNode, icon: string, label: string, description = ''): Item {
  return { label, description, iconPath: new ThemeIcon(icon), node };
}
