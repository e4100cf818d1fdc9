import { type QuickPickItem, window } from 'vscode';
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
      return [{ label: `$(plug) ${node.saved.label}`, node }];
    case 'favourites':
      return [{ label: '$(star-full) Favourites', node }];
    case 'catalog':
      return [{ label: `$(library) ${node.entry.name}`, description: node.entry.comment ?? '', node }];
    case 'schema':
      return [{ label: `$(symbol-namespace) ${node.entry.name}`, description: node.entry.comment ?? '', node }];
    case 'table': {
      const { name, kind } = node.entry;
      return [{ label: `$(${tableIcon(kind)}) ${name.table}`, description: kindLabel(kind), node }];
    }
    case 'more':
      return [{ label: '$(ellipsis) Load more…', alwaysShow: true, node }];
    case 'error':
      return [{ label: '$(error) Could not be listed: try again', alwaysShow: true, node }];
    default:
      return [];
  }
}
