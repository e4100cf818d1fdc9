import { expect, test, vi } from 'vitest';
import { showRunProblems } from '../../../../src/extension/language/run-problems.ts';
import type { Runs } from '../../../../src/extension/runs/runs.ts';
import type { RunRecord } from '../../../../src/shared/run-record.ts';
import { failedTable, makeRecord, makeSummary } from '../../../support/run-fixtures.ts';

const uri = 'file:///project/sales.replication.yaml';
const shown = vi.hoisted(() => new Map<string, readonly unknown[]>());

vi.mock('vscode', () => {
  const nothing = { dispose: () => undefined };
  return {
    Diagnostic: class {},
    DiagnosticSeverity: { Error: 0 },
    Disposable: { from: () => nothing },
    Range: class {},
    Uri: { parse: (text: string) => text },
    languages: {
      createDiagnosticCollection: () => ({
        set: (at: object, problems: readonly unknown[]) => shown.set(String(at), problems),
        delete: (at: object | string) => shown.delete(String(at)),
      }),
    },
    workspace: {
      textDocuments: [{ uri: { toString: () => uri }, getText: () => 'tables: []\n', positionAt: (at: number) => at }],
      onDidChangeTextDocument: () => nothing,
      onDidCloseTextDocument: () => nothing,
    },
  };
});

test('what a run failed on is shown when it ends, and not again when its record changes later', async () => {
  const listeners: ((record: RunRecord | undefined) => void)[] = [];
  const onDidChange: Runs['onDidChange'] = (listener) => {
    listeners.push(listener);
    return { dispose: () => undefined };
  };
  showRunProblems({ onDidChange } as Runs);
  const tell = (record: RunRecord) => {
    for (const listener of listeners) listener(record);
  };
  const failed = makeRecord({
    document: uri,
    state: 'failed',
    endedAt: '2026-01-02T03:05:00.000Z',
    summary: makeSummary([failedTable('a.b.c', 'b.c')], 'failed'),
  });
  tell(makeRecord({ document: uri }));
  tell(failed);
  await vi.waitFor(() => expect(shown.get(uri)).toHaveLength(1));
  shown.clear();
  tell({ ...failed, undoable: false });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(shown.size).toBe(0);
});
