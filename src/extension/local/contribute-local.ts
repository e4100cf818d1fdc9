import { Disposable, window } from 'vscode';
import { registerCommand } from '../commands.ts';
import type { Parts } from '../parts.ts';
import { LocalTree } from './local-tree.ts';

export function contributeLocal({ files }: Pick<Parts, 'files'>): Disposable {
  const tree = new LocalTree(files);
  const view = window.createTreeView('replicator.local', {
    treeDataProvider: tree,
    canSelectMany: true,
    showCollapseAll: true,
  });
  return Disposable.from(
    tree,
    view,
    view.onDidChangeVisibility(({ visible }) => visible && tree.refresh()),
    files.onDidChange((file) => tree.refresh(file)),
    registerCommand('replicator.local.refresh', () => {
      for (const file of files.list()) files.invalidate(file);
    }),
  );
}
