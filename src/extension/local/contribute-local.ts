import { Disposable, ProgressLocation, window } from 'vscode';
import { counted } from '../../shared/text/units.ts';
import { registerCommand } from '../commands.ts';
import { describeError } from '../errors/describe-error.ts';
import { showError } from '../errors/show-error.ts';
import type { Parts } from '../parts.ts';
import { checkFreshness, type FreshnessReport } from './check-freshness.ts';
import { registerFileCommands } from './file-commands.ts';
import { FreshnessBook } from './freshness-book.ts';
import { fileOf } from './local-node.ts';
import { LocalTree } from './local-tree.ts';
import { registerTableCommands } from './table-commands.ts';

/** Between two checks that nobody asked for, while the view is visible. */
const checkEveryMs = 15 * 60_000;

export function contributeLocal(parts: Parts): Disposable {
  const { files, log } = parts;
  const book = new FreshnessBook();
  const tree = new LocalTree(files, book);
  const view = window.createTreeView('replicator.local', {
    treeDataProvider: tree,
    canSelectMany: true,
    showCollapseAll: true,
  });
  let checkedAt = 0;

  async function check(unasked: boolean, only?: readonly string[]): Promise<FreshnessReport> {
    checkedAt = Date.now();
    const report = await checkFreshness(parts, book, { unasked, ...(only === undefined ? {} : { only }) });
    tree.tell();
    return report;
  }

  async function checkUnasked(): Promise<void> {
    if (!view.visible || Date.now() - checkedAt < checkEveryMs) return;
    const { errors } = await check(true);
    for (const error of errors) log.write({ level: 'debug', message: describeError(error).text });
  }

  async function checkAsked(only?: readonly string[]): Promise<void> {
    const title = 'Checking for newer data';
    const location = { location: ProgressLocation.Window, title };
    const { checked, behind, errors } = await window.withProgress(location, () => check(false, only));
    for (const error of errors) await showError(error, { log, title: 'Could not check for newer data' });
    if (errors.length === 0) await window.showInformationMessage(summarize(checked, behind));
  }

  const timer = setInterval(() => void checkUnasked(), checkEveryMs);
  const look = (): void => {
    tree.tell();
    void checkUnasked();
  };
  return Disposable.from(
    tree,
    view,
    parts.attention.watch(view),
    new Disposable(() => clearInterval(timer)),
    view.onDidChangeVisibility(({ visible }) => visible && look()),
    window.onDidChangeWindowState(({ focused }) => focused && view.visible && tree.tell()),
    files.onDidChange((file) => {
      if (file !== undefined) book.forget(file);
      tree.tell(file);
    }),
    registerCommand('replicator.local.checkAllFreshness', () => checkAsked()),
    registerCommand('replicator.local.checkFreshness', (node) => checkAsked(node && [fileOf(node)])),
    registerFileCommands(parts, view),
    registerTableCommands(parts, view),
  );
}

function summarize(checked: number, behind: number): string {
  if (checked === 0) return 'No table here is a copy from a saved connection.';
  if (behind === 0) return `${counted(checked, 'copy', 'copies')} checked: none is behind its source.`;
  return `${counted(behind, 'copy is', 'copies are')} behind ${behind === 1 ? 'its source' : 'their sources'}, of ${counted(checked, 'copy', 'copies')} checked.`;
}
