import { type Disposable, StatusBarAlignment, window } from 'vscode';
import { counted } from '../../shared/text/units.ts';
import { describeRun, percent, shareOf } from './describe-progress.ts';
import { isActive } from './run-states.ts';
import type { Runs } from './runs.ts';

/** An item of the status bar while something runs; a click shows the runs. */
export function showRunStatus(runs: Runs): Disposable {
  const item = window.createStatusBarItem('replicator.runs', StatusBarAlignment.Left, 10);
  item.name = 'Replicator: Runs';
  item.command = 'replicator.runs.show';
  const show = (): void => {
    const active = runs.list().filter(isActive);
    if (active.length === 0) {
      item.hide();
      return;
    }
    const tables = active.flatMap(({ progress }) => progress?.tables ?? []);
    const share = shareOf({ runId: '', elapsedMs: 0, tables });
    const what = tables.length === 0 ? counted(active.length, 'run') : counted(tables.length, 'table');
    item.text = `$(sync~spin) ${what}${share === undefined ? '' : ` · ${percent(share)}`}`;
    item.tooltip = active.map((record) => `${record.title}: ${describeRun(record)}`).join('\n');
    item.accessibilityInformation = { label: `Replicating ${what}`, role: 'button' };
    item.show();
  };
  show();
  const changes = runs.onDidChange(show);
  return {
    dispose: () => {
      changes.dispose();
      item.dispose();
    },
  };
}
