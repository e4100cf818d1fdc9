import { Disposable, type TreeView } from 'vscode';
import { registerCommand } from '../commands.ts';
import { type CatalogNode, isBranch, namePath } from './catalog-node.ts';
import type { CatalogTree } from './catalog-tree.ts';
import { chosenNodes, ofKinds } from './chosen-nodes.ts';
import type { Favourites } from './favourites.ts';
import { showFilterBox } from './filter-box.ts';
import { pickNode } from './pick-node.ts';

const named = ['catalog', 'schema', 'table'] as const;
const filtered = ['catalog', 'schema'] as const;

/** Commands that change what the tree shows. */
export function registerTreeCommands(
  tree: CatalogTree,
  view: Pick<TreeView<CatalogNode>, 'selection' | 'reveal'>,
  favourites: Favourites,
): Disposable {
  const { model } = tree;
  return Disposable.from(
    // A view's title hands over what is selected: what is meant for all is a command of its own.
    registerCommand('replicator.catalog.refreshAll', () => tree.refresh()),
    registerCommand('replicator.catalog.refresh', (node) => tree.refresh(node && isBranch(node) ? node : undefined)),
    registerCommand('replicator.catalog.loadMore', (node) => node && 'parent' in node && model.more(node.parent)),
    registerCommand('replicator.catalog.retry', (node) => node && 'parent' in node && tree.refresh(node.parent)),
    registerCommand('replicator.catalog.filter', async (clicked, selected) => {
      const [chosen] = ofKinds(chosenNodes(clicked, selected, view.selection), filtered);
      const node = chosen ?? (await pickNode(model, 'schema'));
      if (node === undefined || node.kind === 'table') return;
      showFilterBox(namePath(node).join('.'), model.filterOf(node) ?? '', (text) => model.setFilter(node, text));
      await view.reveal(node, { expand: true, focus: false, select: true });
    }),
    registerCommand('replicator.catalog.clearFilter', (clicked, selected) => {
      const chosen = ofKinds(chosenNodes(clicked, selected, view.selection), filtered);
      if (clicked === undefined && !chosen.some((node) => model.filterOf(node) !== undefined)) tree.clearFilters();
      for (const node of chosen) model.setFilter(node, '');
    }),
    registerCommand('replicator.catalog.pin', async (clicked, selected) => {
      const chosen = ofKinds(chosenNodes(clicked, selected, view.selection), named);
      const picked = chosen.length > 0 ? chosen : [await pickNode(model, 'table')];
      await favourites.pin(picked.filter((node) => node !== undefined));
      tree.tell();
    }),
    registerCommand('replicator.catalog.unpin', async (clicked, selected) => {
      await favourites.unpin(ofKinds(chosenNodes(clicked, selected, view.selection), named));
      tree.tell();
    }),
  );
}
