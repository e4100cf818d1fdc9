import { Disposable, env, window } from 'vscode';
import type { SourceName } from '../../shared/names.ts';
import { spellTarget, targetParts } from '../../shared/text/spell-name.ts';
import { executeCommand, registerCommand } from '../commands.ts';
import { activeOrOffered } from '../connections/offer-connection.ts';
import { showError } from '../errors/show-error.ts';
import type { Parts } from '../parts.ts';
import { withCatalogs } from './choose-catalog.ts';
import { namesInEditor } from './name-at-cursor.ts';

/** More panels at once than these help nobody. */
const mostPreviews = 5;

/** Right-click on a table's name in a SQL, Python, Scala or R file. */
export function contributeEditor(parts: Parts): Disposable {
  const withNames = (use: (names: readonly SourceName[]) => unknown) => async (): Promise<void> => {
    try {
      const names = await chosenNames(parts);
      if (names !== undefined) await use(names);
    } catch (error) {
      await showError(error, { log: parts.log });
    }
  };
  return Disposable.from(
    registerCommand(
      'replicator.editor.replicate',
      withNames((names) => executeCommand('replicator.replicate.now', names)),
    ),
    registerCommand(
      'replicator.editor.replicateWithOptions',
      withNames((names) => executeCommand('replicator.replicate.withOptions', names)),
    ),
    registerCommand(
      'replicator.editor.preview',
      withNames(async (names) => {
        for (const name of names.slice(0, mostPreviews)) await executeCommand('replicator.preview.source', name);
      }),
    ),
    registerCommand('replicator.editor.copyTwoPartName', copyTwoPartNames),
  );
}

/** Undefined where there is nothing to do, which was said. */
async function chosenNames(parts: Parts): Promise<readonly SourceName[] | undefined> {
  const found = (await namesInEditor()) ?? [];
  const unknown = [...new Set(found.flatMap((name) => name.unknown))];
  const known = found.filter((name) => name.unknown.length === 0);
  if (known.length === 0) {
    tellNothingFound(unknown);
    return undefined;
  }
  return (await activeOrOffered(parts.connections)) && withCatalogs(parts, known);
}

function tellNothingFound(unknown: readonly string[]): void {
  const message =
    unknown.length === 0
      ? 'There is no table here: put the cursor on a name such as catalog.schema.table, or select some.'
      : `What the table is called depends on ${unknown.join(', ')}, whose value this file does not give.`;
  void window.showInformationMessage(message);
}

async function copyTwoPartNames(): Promise<void> {
  const found = (await namesInEditor()) ?? [];
  const known = found.filter(({ unknown }) => unknown.length === 0);
  if (known.length === 0) {
    tellNothingFound(found.flatMap(({ unknown }) => unknown));
    return;
  }
  const names = known.map((name) => spellTarget(targetParts(name)));
  await env.clipboard.writeText(names.join('\n'));
  window.setStatusBarMessage(names.length === 1 ? `Copied ${names[0]}` : `Copied ${names.length} names`, 3000);
}
