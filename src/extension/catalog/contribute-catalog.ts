import { Disposable, window } from 'vscode';
import { registerCommand } from '../commands.ts';
import type { Parts } from '../parts.ts';
import { createCatalogReader } from './catalog-reader.ts';
import { CatalogTree, isBranch } from './catalog-tree.ts';

export function contributeCatalog({ connections, engine }: Pick<Parts, 'connections' | 'engine'>): Disposable {
  const tree = new CatalogTree(createCatalogReader(engine, connections), connections);
  const view = window.createTreeView('replicator.catalog', {
    treeDataProvider: tree,
    canSelectMany: true,
    showCollapseAll: true,
  });
  const describe = (): void => {
    const saved = connections.list();
    view.description = (saved.length === 1 ? saved[0] : undefined)?.label ?? '';
  };
  describe();
  return Disposable.from(
    tree,
    view,
    view.onDidExpandElement(({ element }) => tree.onDidUnfold(element)),
    connections.onDidChange(() => {
      describe();
      tree.refresh();
    }),
    registerCommand('replicator.catalog.refresh', (node) =>
      tree.refresh(node !== undefined && isBranch(node) ? node : undefined),
    ),
    registerCommand('replicator.catalog.loadMore', (node) => node && 'parent' in node && tree.model.more(node.parent)),
    registerCommand('replicator.catalog.retry', (node) => node && 'parent' in node && tree.refresh(node.parent)),
  );
}
