import path from 'node:path';
import { type Uri, window, workspace } from 'vscode';
import { addTable, applyEdit, removeEntry } from '../../shared/document/edit.ts';
import { parseReplication } from '../../shared/document/parse-replication.ts';
import { exactName, patternLabel } from '../../shared/document/source-pattern.ts';
import { sourceLabel } from '../../shared/names.ts';
import type { Parts } from '../parts.ts';
import { nameOf } from './draft.ts';
import { findStrangers, type Stranger, strangerQuestion } from './strangers.ts';

const beside = 'Copy Beside It';
const drop = 'Drop and Replace';

/**
 * Asks before a copy meets a table that came from elsewhere, and does as a person wishes.
 * @returns false where the question was left unanswered
 */
export async function makeWay({ engine, files }: Parts, document: Uri, file: string): Promise<boolean> {
  const text = new TextDecoder().decode(await workspace.fs.readFile(document));
  const parsed = parseReplication(text);
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
  await workspace.fs.writeFile(document, new TextEncoder().encode(rename(text, strangers)));
  return true;
}

function rename(text: string, strangers: readonly Stranger[]): string {
  let changed = text;
  for (const { source, free } of strangers) {
    const parsed = parseReplication(changed);
    if (!parsed.ok) return changed;
    const index = parsed.replication.tables.findIndex((request) => {
      const name = exactName(request.source);
      return name !== undefined && sourceLabel(name) === sourceLabel(source);
    });
    const pattern = parsed.replication.tables[index]?.source;
    if (pattern === undefined) continue;
    changed = applyEdit(changed, addTable(changed, patternLabel(pattern), { target: nameOf(free) }));
    changed = applyEdit(changed, removeEntry(changed, ['tables', index]));
  }
  return changed;
}

async function exists(file: string): Promise<boolean> {
  const { access } = await import('node:fs/promises');
  return access(file).then(
    () => true,
    () => false,
  );
}
