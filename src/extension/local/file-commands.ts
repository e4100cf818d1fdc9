import { existsSync } from 'node:fs';
import path from 'node:path';
import { commands, Disposable, ThemeIcon, Uri, window, workspace } from 'vscode';
import { chosenNodes } from '../catalog/chosen-nodes.ts';
import { registerCommand } from '../commands.ts';
import { showError } from '../errors/show-error.ts';
import type { Parts } from '../parts.ts';
import { defaultFolder } from './create-local-files.ts';
import { fileOf, type LocalNode } from './local-node.ts';
import { pickFile } from './pick-file.ts';

const filters = { 'DuckDB databases': ['duckdb', 'db', 'ddb'] };

/** Commands on whole files. */
export function registerFileCommands(
  { engine, files, log }: Pick<Parts, 'engine' | 'files' | 'log'>,
  view: { readonly selection: readonly LocalNode[] },
): Disposable {
  /** The files that a click means; from the palette one that is asked for. */
  async function chosen(clicked: LocalNode | undefined, selected?: readonly LocalNode[]): Promise<readonly string[]> {
    const nodes = chosenNodes(clicked, selected, view.selection).filter(({ kind }) => kind === 'localFile');
    if (nodes.length > 0) return [...new Set(nodes.map(fileOf))];
    const picked = await pickFile(files);
    return picked === undefined ? [] : [picked];
  }

  async function create(): Promise<void> {
    const uri = await window.showSaveDialog({
      title: 'Create a DuckDB file',
      saveLabel: 'Create',
      defaultUri: Uri.file(path.join(defaultFolder(), 'replica.duckdb')),
      filters,
    });
    if (uri === undefined) return;
    try {
      const isThere = existsSync(uri.fsPath);
      // Refuses what is no DuckDB file; one that is stays as it is, whatever the dialog asked.
      await (isThere ? files.describe(uri.fsPath) : engine.service.createFile(uri.fsPath));
      await files.add(uri.fsPath);
      if (isThere)
        void window.showInformationMessage(
          `${path.basename(uri.fsPath)} was there already: it is opened, and nothing in it was replaced.`,
        );
    } catch (error) {
      await showError(error, { log, title: 'The file could not be created' });
    }
  }

  async function open(): Promise<void> {
    for (const file of await chooseFiles(files.list())) await files.add(file);
  }

  return Disposable.from(
    registerCommand('replicator.local.create', create),
    registerCommand('replicator.local.open', open),
    registerCommand('replicator.local.reveal', async (clicked) => {
      const [file] = await chosen(clicked);
      if (file !== undefined) await commands.executeCommand('revealFileInOS', Uri.file(file));
    }),
    registerCommand('replicator.local.forget', async (clicked, selected) => {
      for (const file of await chosen(clicked, selected)) await files.forget(file);
    }),
    registerCommand('replicator.local.setTarget', async (clicked) => {
      const [file] = await chosen(clicked);
      if (file !== undefined) await files.setTarget(file);
    }),
    registerCommand('replicator.local.refreshAll', () => {
      for (const file of files.list()) files.invalidate(file);
    }),
    registerCommand('replicator.local.refresh', (clicked) => {
      for (const file of clicked === undefined ? files.list() : [fileOf(clicked)]) files.invalidate(file);
    }),
  );
}

/** DuckDB files of the workspace at once, others by looking for them. */
async function chooseFiles(known: readonly string[]): Promise<readonly string[]> {
  const found = await workspace.findFiles('**/*.{duckdb,ddb}', '**/{node_modules,.git}/**', 50);
  const near = found.map(({ fsPath }) => fsPath).filter((file) => !known.includes(file));
  const items = near.map((file) => ({
    label: path.basename(file),
    iconPath: new ThemeIcon('database'),
    description: workspace.asRelativePath(file),
    file,
  }));
  const elsewhere = {
    label: 'Look elsewhere…',
    iconPath: new ThemeIcon('folder-opened'),
    alwaysShow: true,
    file: undefined,
  };
  const picked =
    items.length === 0
      ? elsewhere
      : await window.showQuickPick([...items, elsewhere], { title: 'Open a DuckDB file', matchOnDescription: true });
  if (picked === undefined) return [];
  if (picked.file !== undefined) return [picked.file];
  const uris = await window.showOpenDialog({
    title: 'Open a DuckDB file',
    canSelectMany: true,
    defaultUri: Uri.file(defaultFolder()),
    filters: { ...filters, 'All files': ['*'] },
  });
  return uris?.map(({ fsPath }) => fsPath) ?? [];
}
