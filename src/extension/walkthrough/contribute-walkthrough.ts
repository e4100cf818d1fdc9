import { commands, type Disposable } from 'vscode';
import { registerCommand } from '../commands.ts';
import type { Parts } from '../parts.ts';

/** Five steps from nothing to a document that copies tables; they are in package.json. */
export function contributeWalkthrough({ context }: Parts): Disposable {
  return registerCommand('replicator.walkthrough.open', () =>
    commands.executeCommand('workbench.action.openWalkthrough', `${context.extension.id}#replicator.start`, false),
  );
}
