import { commands, type Disposable } from 'vscode';
import { registerCommand } from '../commands.ts';

/** What an untrusted folder may not do says so; this is where a person trusts it. */
export function contributeTrust(): Disposable {
  return registerCommand('replicator.trust.manage', () => commands.executeCommand('workbench.trust.manage'));
}
