import { type Disposable, ProgressLocation, window } from 'vscode';
import { describeAtLength, shareOf } from './describe-progress.ts';
import { isActive } from './run-states.ts';
import type { Runs } from './runs.ts';

/** What is over sooner needs no notification. */
const quietMs = 1000;

/** A notification with progress and a cancel button for every run that takes a while. */
export function showProgress(runs: Runs): Disposable {
  const followed = new Map<string, NodeJS.Timeout>();
  const changes = runs.onDidChange((record) => {
    if (record === undefined || followed.has(record.id) || !isActive(record) || record.state === 'waiting') return;
    followed.set(
      record.id,
      setTimeout(() => void notify(runs, record.id), quietMs),
    );
    void runs.ended(record.id).then(() => {
      clearTimeout(followed.get(record.id));
      followed.delete(record.id);
    });
  });
  return {
    dispose: () => {
      changes.dispose();
      for (const timer of followed.values()) clearTimeout(timer);
    },
  };
}

async function notify(runs: Runs, id: string): Promise<void> {
  const started = runs.find(id);
  if (started === undefined || !isActive(started)) return;
  await window.withProgress({ location: ProgressLocation.Notification, cancellable: true }, async (progress, token) => {
    let shown = 0;
    const show = (): void => {
      const record = runs.find(id);
      if (record === undefined || !isActive(record)) return;
      const share = record.progress === undefined ? undefined : shareOf(record.progress);
      const reached = Math.max(shown, Math.floor((share ?? 0) * 100));
      progress.report({ message: `${record.title}: ${describeAtLength(record)}`, increment: reached - shown });
      shown = reached;
    };
    const cancels = token.onCancellationRequested(() => void runs.cancel(id));
    const changes = runs.onDidChange((record) => record?.id === id && show());
    show();
    await runs.ended(id);
    changes.dispose();
    cancels.dispose();
  });
}
