import { existsSync } from 'node:fs';
import path from 'node:path';
import { ThemeIcon, Uri, window } from 'vscode';
import type { LocalFiles } from '../local/local-files.ts';

/**
 * Where copies go. The first time, when there is no file yet, a person is asked.
 * @returns undefined where the question was left unanswered
 */
export async function chooseTarget(files: LocalFiles): Promise<string | undefined> {
  if (files.list().length > 0) return files.target;
  const proposed = files.target;
  const other = {
    label: 'Choose…',
    description: 'an existing file, or a new one elsewhere',
    iconPath: new ThemeIcon('folder-opened'),
  };
  const isThere = existsSync(proposed);
  const name = path.basename(proposed);
  const fresh = {
    label: isThere ? name : `New file ${name}`,
    description: `in ${path.dirname(proposed)}${isThere ? ', which is there already' : ''}`,
    iconPath: new ThemeIcon(isThere ? 'database' : 'new-file'),
  };
  const chosen = await window.showQuickPick([fresh, other], {
    title: 'Replicate to DuckDB',
    placeHolder: 'Into which DuckDB file?',
  });
  if (chosen === undefined) return undefined;
  const file = chosen === fresh ? proposed : await askForFile(proposed);
  if (file === undefined) return undefined;
  await files.setTarget(file);
  return file;
}

async function askForFile(proposed: string): Promise<string | undefined> {
  // A dialog to save, so that a file can be named that is not there yet; what is there is kept and added to.
  const uri = await window.showSaveDialog({
    title: 'DuckDB file for the copies',
    saveLabel: 'Use This File',
    defaultUri: Uri.file(proposed),
    filters: { DuckDB: ['duckdb', 'db', 'ddb'] },
  });
  return uri?.fsPath;
}
