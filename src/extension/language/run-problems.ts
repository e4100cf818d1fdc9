import { Diagnostic, DiagnosticSeverity, Disposable, languages, Range, Uri, workspace } from 'vscode';
import type { RunRecord } from '../../shared/run-record.ts';
import { isActive } from '../runs/run-states.ts';
import type { Runs } from '../runs/runs.ts';
import { diagnosticSource } from './to-range.ts';

/** Shows what the last run of an open document failed on, at its entries, until the document changes. */
export function showRunProblems(runs: Runs): Disposable {
  const shown = languages.createDiagnosticCollection('replicator.runs');
  const active = new Set<string>();
  return Disposable.from(
    shown,
    runs.onDidChange((record) => {
      if (record === undefined) return;
      if (isActive(record)) {
        active.add(record.id);
        shown.delete(Uri.parse(record.document));
      } else if (active.delete(record.id)) void show(record);
    }),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) shown.delete(document.uri);
    }),
    workspace.onDidCloseTextDocument(({ uri }) => shown.delete(uri)),
  );

  async function show(record: RunRecord): Promise<void> {
    const document = workspace.textDocuments.find(({ uri }) => uri.toString() === record.document);
    if (document === undefined) return;
    const { runFailures } = await import('./run-failures.ts');
    const problems = runFailures(document.getText(), record).map((failure) => {
      const range = new Range(document.positionAt(failure.start), document.positionAt(failure.end));
      const problem = new Diagnostic(range, failure.message, DiagnosticSeverity.Error);
      problem.code = failure.code;
      problem.source = diagnosticSource;
      return problem;
    });
    shown.set(document.uri, problems);
  }
}
