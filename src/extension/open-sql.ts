import { window, workspace } from 'vscode';

/** A new SQL document, not saved anywhere. */
export async function openSql(content: string): Promise<void> {
  await window.showTextDocument(await workspace.openTextDocument({ language: 'sql', content }));
}
