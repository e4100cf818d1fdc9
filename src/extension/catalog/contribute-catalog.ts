import { Disposable, type TreeView, window } from 'vscode';
import type { Parts } from '../parts.ts';
import type { CatalogNode } from './catalog-node.ts';
import { createCatalogReader } from './catalog-reader.ts';
import { CatalogTree } from './catalog-tree.ts';
import { Favourites } from './favourites.ts';
import { registerNameCommands } from './name-commands.ts';
import { nameDrag } from './name-drag.ts';
import { registerTreeCommands } from './tree-commands.ts';

const settlingMs = 50;

export function contributeCatalog({
  attention,
  connections,
  engine,
  context,
  log,
}: Pick<Parts, 'attention' | 'connections' | 'engine' | 'context' | 'log'>): Disposable {
  const favourites = new Favourites(context.globalState);
  const tree = new CatalogTree(createCatalogReader(engine, connections), connections, favourites);
  const view = window.createTreeView('replicator.catalog', {
    treeDataProvider: tree,
    canSelectMany: true,
    showCollapseAll: true,
    dragAndDropController: nameDrag,
  });
  const describe = (): void => describeView(view, connections.list());
  describe();
  let settling: NodeJS.Timeout | undefined;
  return Disposable.from(
    tree,
    view,
    attention.watch(view),
    view.onDidExpandElement(({ element }) => tree.onDidUnfold(element)),
    // What is saved and then made active changes twice in a moment; rows that are drawn anew cannot be unfolded meanwhile.
    connections.onDidChange(() => {
      describe();
      clearTimeout(settling);
      settling = setTimeout(() => tree.refresh(), settlingMs);
    }),
    new Disposable(() => clearTimeout(settling)),
    registerTreeCommands(tree, view, favourites),
    registerNameCommands(tree.model, view, log),
  );
}

/** With one connection its catalogs are the roots, and the view says whose they are. */
function describeView(view: TreeView<CatalogNode>, saved: readonly { readonly label: string }[]): void {
  view.description = (saved.length === 1 ? saved[0]?.label : undefined) ?? '';
}
