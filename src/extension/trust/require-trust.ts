import path from 'node:path';
import { type Uri, workspace } from 'vscode';
import { ReplicatorError } from '../../shared/errors.ts';

/**
 * @param consequence what a document of a folder that is not trusted does not do
 * @throws ReplicatorError `usage.untrusted`
 */
export function requireTrust(document: Uri, consequence: string): void {
  if (workspace.isTrusted || workspace.getWorkspaceFolder(document) === undefined) return;
  throw new ReplicatorError(
    'usage.untrusted',
    `${path.basename(document.path)} belongs to a folder that is not trusted, so it ${consequence}.`,
  );
}
