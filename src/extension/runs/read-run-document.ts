import path from 'node:path';
import { Uri, workspace } from 'vscode';
import { ReplicatorError } from '../../shared/errors.ts';
import { replicationTitle } from '../../shared/replication-title.ts';
import type { Connections } from '../connections/connections.ts';
import { requireTrust } from '../trust/require-trust.ts';
import type { RunDocument } from './run-document.ts';

/**
 * The document as a person sees it: what is not saved yet, is.
 * @throws ReplicatorError `document.invalid` with the first mistake, `usage.invalid` where it cannot be read or not be trusted
 */
export async function readRunDocument(document: string, connections: Connections): Promise<RunDocument> {
  const uri = Uri.parse(document, true);
  const name = path.basename(uri.path);
  if (uri.scheme !== 'file') {
    throw new ReplicatorError('usage.invalid', `${name} is not on this machine's disk: save it there, then run it.`);
  }
  requireTrust(uri, 'does not run');
  const text = await readSaved(uri, name);
  const { parseReplication } = await import('../../shared/document/parse-replication.ts');
  const parsed = parseReplication(text);
  if (!parsed.ok) {
    const first = parsed.diagnostics.find(({ severity }) => severity === 'error') ?? parsed.diagnostics[0];
    const place = first === undefined ? 'It cannot be read.' : `Line ${first.line}: ${first.message}.`;
    throw new ReplicatorError('document.invalid', `${name} has mistakes. ${place}`);
  }
  const { replication } = parsed;
  const folder = path.dirname(uri.fsPath);
  return {
    replication,
    file: path.resolve(folder, replication.target.file),
    title: replicationTitle(replication),
    connection: connectionName(replication.connection),
    connect: () => connections.addressFor(replication.connection, folder),
  };
}

async function readSaved(uri: Uri, name: string): Promise<string> {
  try {
    const document = await workspace.openTextDocument(uri);
    if (document.isDirty) await document.save();
    return document.getText();
  } catch (cause) {
    throw new ReplicatorError('usage.invalid', `The document ${name} cannot be read: is it still there?`, { cause });
  }
}

function connectionName(choice: RunDocument['replication']['connection']): string {
  if (choice.kind === 'sample') return 'Sample warehouse';
  if (choice.kind === 'profile') return choice.name;
  return choice.kind === 'host' ? choice.host : 'Environment';
}
