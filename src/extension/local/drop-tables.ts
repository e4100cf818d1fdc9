import { window } from 'vscode';
import type { Parts } from '../parts.ts';
import { describeDrop } from './describe-drop.ts';
import type { LocalTableNode } from './local-node.ts';

/** Asks, then drops one after the other. @throws ReplicatorError; what was dropped before it stays so */
export async function dropTables(
  tables: readonly LocalTableNode[],
  { engine, files }: Pick<Parts, 'engine' | 'files'>,
): Promise<void> {
  const { question, detail } = describeDrop(tables);
  if ((await window.showWarningMessage(question, { modal: true, detail }, 'Drop')) !== 'Drop') return;
  try {
    for (const { file, table } of tables) await engine.service.dropLocal(file, table.name);
  } finally {
    for (const file of new Set(tables.map((each) => each.file))) files.invalidate(file);
  }
}
