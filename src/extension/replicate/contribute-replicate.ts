import { commands, Disposable, Uri, window } from 'vscode';
import { type CommandArguments, executeCommand, registerCommand } from '../commands.ts';
import { showError } from '../errors/show-error.ts';
import type { LocalNode } from '../local/local-node.ts';
import { pickLocalTable } from '../local/pick-file.ts';
import type { Parts } from '../parts.ts';
import { pickRun } from '../runs/pick-run.ts';
import { makeDraft } from './make-draft.ts';
import { pickDocument } from './pick-document.ts';
import { ReportDocuments } from './report-documents.ts';

type ReplicateCommand = Extract<keyof CommandArguments, `replicator.replicate.${string}`>;

export function contributeReplicate(parts: Parts): Disposable {
  const { files, log, runs } = parts;
  const reports = new ReportDocuments();
  const register = <Id extends ReplicateCommand>(
    id: Id,
    run: (...args: Partial<CommandArguments[Id]>) => Promise<unknown>,
  ): Disposable =>
    registerCommand(id, async (...args) => {
      try {
        await run(...args);
      } catch (error) {
        await showError(error, { log });
      }
    });
  return Disposable.from(
    reports,
    register('replicator.replicate.now', async (subject, selected) => {
      const draft = await makeDraft(parts, subject, selected);
      if (draft === undefined) return;
      const { makeWay } = await import('./make-way.ts');
      if (await makeWay(parts, draft.document, draft.file)) await runs.start(draft.document);
    }),
    register('replicator.replicate.withOptions', async (subject, selected) => {
      const draft = await makeDraft(parts, subject, selected);
      if (draft !== undefined) await executeCommand('replicator.panel.open', draft.document);
    }),
    register('replicator.replicate.document', async (given) => {
      const document = await pickDocument(given);
      if (document !== undefined) await runs.start(document);
    }),
    register('replicator.replicate.plan', async (given) => {
      const document = await pickDocument(given);
      if (document !== undefined) await executeCommand('replicator.panel.plan', document);
    }),
    register('replicator.replicate.updateCopy', async (given) => {
      const table = given?.kind === 'localTable' ? given : await pickLocalTable(files);
      if (table === undefined) return;
      const { documentOfCopy } = await import('./update-copy.ts');
      const document = await documentOfCopy(parts, table);
      if (document !== undefined) await runs.start(document);
      else void window.showInformationMessage('This table was not copied from Databricks.');
    }),
    register('replicator.replicate.verify', (subject) => verifySubject(parts, reports, subject)),
    register('replicator.replicate.undo', async (subject) => {
      const { undo } = await import('./undo.ts');
      await undo(parts, subject);
    }),
    register('replicator.replicate.openDocument', async (subject) => {
      const record = await pickRun(runs, subject, {
        question: 'Open the document of which run?',
        none: 'There is no run yet.',
        fits: () => true,
      });
      if (record !== undefined) await commands.executeCommand('vscode.open', Uri.parse(record.document));
    }),
  );
}

async function verifySubject(
  parts: Parts,
  reports: ReportDocuments,
  subject: Uri | LocalNode | undefined,
): Promise<void> {
  const { comparisonOf, comparisonOfTable, verify } = await import('./verify.ts');
  if (subject !== undefined && 'kind' in subject) {
    const comparison = subject.kind === 'localTable' ? await comparisonOfTable(parts, subject) : undefined;
    if (comparison !== undefined) await verify(parts, reports, comparison);
    return;
  }
  const document = await pickDocument(subject);
  if (document !== undefined) await verify(parts, reports, await comparisonOf(parts, document));
}
