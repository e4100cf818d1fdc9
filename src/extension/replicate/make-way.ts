import path from 'node:path';
import { Range, type TextDocument, type Uri, WorkspaceEdit, window, workspace } from 'vscode';
import { parseReplication } from '../../shared/document/parse-replication.ts';
import type { Parts } from '../parts.ts';
import { findStrangers, goBeside, strangerQuestion } from './strangers.ts';

const beside = 'Copy Beside It';
const drop = 'Drop and Replace';

/**
 * Asks before a copy meets a table that came from elsewhere, and does as a person wishes.
 * @returns false where the question was left unanswered
 */
export async function makeWay({ engine, files }: Parts, document: Uri, file: string): Promise<boolean> {
  const opened = await workspace.openTextDocument(document);
  const parsed = parseReplication(opened.getText());
  if (!parsed.ok || !(await exists(file))) return true;
  // A file that cannot be looked at, because it is locked or broken, is the run's to tell.
  const local = await files.describe(file).catch(() => undefined);
  const strangers = local === undefined ? [] : findStrangers(parsed.replication, local);
  if (strangers.length === 0) return true;
  const { message, detail } = strangerQuestion(strangers, path.basename(file));
  const answer = await window.showWarningMessage(message, { modal: true, detail }, beside, drop);
  if (answer === drop) {
    for (const { target } of strangers) await engine.service.dropLocal(file, target);
    files.invalidate(file);
    return true;
  }
  if (answer !== beside) return false;
  await change(opened, goBeside(opened.getText(), strangers));
  return true;
}

/** In the editor and on the disk; what was not saved yet, is. */
async function change(document: TextDocument, text: string): Promise<void> {
  const edit = new WorkspaceEdit();
  const everything = new Range(document.positionAt(0), document.positionAt(document.getText().length));
  edit.replace(document.uri, everything, text);
  await workspace.applyEdit(edit);
  await document.save();
}

async function exists(file: string): Promise<boolean> {
  const { access } = await import('node:fs/promises');
  return access(file).then(
    () => true,
    () => false,
  );
}
