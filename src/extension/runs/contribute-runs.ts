import { Disposable, window } from 'vscode';
import { counted } from '../../shared/text/units.ts';
import type { Parts } from '../parts.ts';
import { provideReceipts } from './receipt-documents.ts';
import { registerRunCommands } from './run-commands.ts';
import { isActive } from './run-states.ts';
import { showRunStatus } from './run-status-item.ts';
import { RunTree } from './run-tree.ts';
import { showProgress } from './show-progress.ts';
import { tellEnds } from './tell-end.ts';

export function contributeRuns(parts: Parts): Disposable {
  const { runs, log } = parts;
  const tree = new RunTree(runs);
  const view = window.createTreeView('replicator.runs', { treeDataProvider: tree });
  const count = (): void => {
    const active = runs.list().filter(isActive).length;
    view.badge = active === 0 ? undefined : { value: active, tooltip: `${counted(active, 'run')} under way` };
  };
  return Disposable.from(
    tree,
    view,
    parts.attention.watch(view),
    runs.onDidChange((record) => {
      tree.update(record);
      count();
    }),
    showRunStatus(runs),
    showProgress(runs),
    tellEnds(runs, log),
    provideReceipts(runs),
    registerRunCommands(parts),
  );
}
