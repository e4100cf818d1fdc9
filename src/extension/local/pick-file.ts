import path from 'node:path';
import { ThemeIcon, window } from 'vscode';
import type { LocalTable } from '../../shared/local-file.ts';
import { targetLabel } from '../../shared/names.ts';
import type { LocalFiles } from './local-files.ts';
import type { LocalTableNode } from './local-node.ts';

/** Asks for one of the files; undefined where none was chosen. */
export async function pickFile(files: LocalFiles): Promise<string | undefined> {
  const items = files.list().map((file) => ({
    label: path.basename(file),
    iconPath: new ThemeIcon('database'),
    description: path.dirname(file),
    file,
  }));
  const [only, ...others] = items;
  if (only !== undefined && others.length === 0) return only.file;
  const placeHolder = items.length === 0 ? 'There is no DuckDB file yet: open or create one' : 'Choose a file';
  return (await window.showQuickPick(items, { title: 'DuckDB files', placeHolder, matchOnDescription: true }))?.file;
}

/**
 * Asks for a table or view of a file.
 * @throws ReplicatorError where the file cannot be read
 */
export async function pickLocalTable(files: LocalFiles): Promise<LocalTableNode | undefined> {
  const file = await pickFile(files);
  if (file === undefined) return undefined;
  const { tables } = await files.describe(file);
  const toItem = (table: LocalTable) => ({
    label: targetLabel(table.name),
    iconPath: new ThemeIcon(table.kind === 'view' ? 'eye' : 'table'),
    table,
  });
  const title = path.basename(file);
  const picked = await window.showQuickPick(tables.map(toItem), { title, placeHolder: 'Choose a table or view' });
  return picked === undefined ? undefined : { kind: 'localTable', file, table: picked.table };
}
