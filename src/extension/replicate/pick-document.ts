import { TabInputCustom, TabInputText, type Uri, window, workspace } from 'vscode';

const ending = '.replication.yaml';

/**
 * The document that a command was given; without one, that of the active tab, or one of the workspace that a person
 * picks.
 */
export async function pickDocument(given: Uri | undefined): Promise<Uri | undefined> {
  if (given !== undefined) return given;
  const input = window.tabGroups.activeTabGroup.activeTab?.input;
  if ((input instanceof TabInputText || input instanceof TabInputCustom) && input.uri.path.endsWith(ending))
    return input.uri;
  const found = await workspace.findFiles(`**/*${ending}`, '**/node_modules/**', 200);
  if (found.length === 0) {
    void window.showInformationMessage(`There is no *${ending} in this folder yet.`);
    return undefined;
  }
  const items = found.map((uri) => ({ label: workspace.asRelativePath(uri), uri }));
  items.sort((a, b) => a.label.localeCompare(b.label));
  return (await window.showQuickPick(items, { placeHolder: 'Which replication document?' }))?.uri;
}
