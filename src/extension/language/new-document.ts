import path from 'node:path';
import { Position, Selection, Uri, window, workspace } from 'vscode';
import type { Parts } from '../parts.ts';
import { newDocumentText } from './new-document-text.ts';

const ending = '.replication.yaml';

/** Asks for a place, writes a document to begin with, and opens it at its first table. */
export async function newDocument({ connections, files }: Parts): Promise<void> {
  const folder = workspace.workspaceFolders?.[0]?.uri ?? Uri.file(path.dirname(files.target));
  const chosen = await window.showSaveDialog({
    title: 'New replication document',
    saveLabel: 'Create',
    defaultUri: Uri.joinPath(folder, `lake${ending}`),
    filters: { 'Replication documents': ['yaml'] },
  });
  if (chosen === undefined) return;
  const uri = chosen.path.endsWith(ending)
    ? chosen
    : chosen.with({ path: chosen.path.replace(/(?:\.ya?ml)?$/, ending) });
  // The dialog has asked about the name that was chosen, not about the one with our ending.
  if (uri !== chosen && (await exists(uri))) {
    await window.showTextDocument(uri);
    return;
  }
  const active = connections.active;
  const choice = active === undefined ? ({ kind: 'sample' } as const) : connections.choiceFor(active);
  const text = newDocumentText(choice, 'lake.duckdb');
  await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  const line = text.trimEnd().split('\n').length - 1;
  const end = new Position(line, text.trimEnd().split('\n')[line]?.length ?? 0);
  await window.showTextDocument(uri, { selection: new Selection(end, end) });
}

function exists(uri: Uri): Thenable<boolean> {
  return workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
