import { commands, type Disposable, EventEmitter, Uri, workspace } from 'vscode';
import type { RunRecord } from '../../shared/run-record.ts';
import type { Runs } from './runs.ts';

const scheme = 'replicator-receipt';

/** Receipts as documents of their own, so that the editor's Markdown preview shows them. */
export function provideReceipts(runs: Runs): Disposable {
  const changes = new EventEmitter<Uri>();
  const provider = workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: changes.event,
    provideTextDocumentContent: async ({ query }) => {
      const record = runs.find(query);
      if (record === undefined) return 'This run has been taken off the list.';
      return (await import('./render-receipt.ts')).renderReceipt(record);
    },
  });
  const listener = runs.onDidChange((record) => record?.summary && changes.fire(receiptUri(record)));
  return {
    dispose: () => {
      listener.dispose();
      provider.dispose();
      changes.dispose();
    },
  };
}

export async function showReceipt(record: RunRecord): Promise<void> {
  await commands.executeCommand('markdown.showPreview', receiptUri(record));
}

function receiptUri({ id, title }: RunRecord): Uri {
  return Uri.from({ scheme, path: `/Receipt of ${title.replaceAll('/', '_')}.md`, query: id });
}
