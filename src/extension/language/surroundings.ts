import { homedir } from 'node:os';
import path from 'node:path';
import type { TextDocument } from 'vscode';
import { writtenConnection } from '../../shared/document/written-connection.ts';
import { ReplicatorError } from '../../shared/errors.ts';
import type { ConnectionAddress } from '../../shared/protocol/connection-address.ts';
import { editorEnvironment } from '../connections/editor-network.ts';
import type { SavedConnection } from '../connections/saved-connection.ts';
import type { Parts } from '../parts.ts';
import type { Surroundings } from './complete.ts';
import { type Completion, scalarInsert } from './completion.ts';
import { readChoice } from './read-context.ts';
import type { SourceNames } from './source-names.ts';

/** What completion and hovers of one document may ask. */
export function surroundingsOf(document: TextDocument, parts: Parts, names: SourceNames): Surroundings {
  const folder = path.dirname(document.uri.fsPath);
  return {
    names,
    address: (text) => addressOf(text, folder, parts),
    connections: async () => parts.connections.list().flatMap((saved) => connectionCompletions(saved, parts)),
    profiles: listProfileNames,
    files: () => parts.files.list().map((file) => nearPath(folder, file)),
  };
}

/** The connection that the document means; the active one while it does not say. */
export async function addressOf(text: string, folder: string, { connections }: Parts): Promise<ConnectionAddress> {
  const choice = readChoice(text);
  if (choice !== undefined) return connections.addressFor(choice, folder);
  const { active } = connections;
  if (active === undefined) throw new ReplicatorError('usage.invalid', 'There is no connection to Databricks yet.');
  return connections.address(active.id);
}

function connectionCompletions(saved: SavedConnection, { connections }: Parts): readonly Completion[] {
  const written = writtenOf(saved, connections);
  if (written === undefined) return [];
  const place = { quote: '', flow: true };
  const insert =
    typeof written === 'string'
      ? written
      : `{ ${Object.entries(written)
          .map(([key, value]) => `${key}: ${scalarInsert(value, place)}`)
          .join(', ')} }`;
  return [{ label: saved.label, kind: 'connection', insert, detail: 'connection' }];
}

/** A connection that cannot be written down, having no warehouse yet, is left out. */
function writtenOf(saved: SavedConnection, connections: Parts['connections']) {
  try {
    return writtenConnection(connections.choiceFor(saved));
  } catch (error) {
    if (error instanceof ReplicatorError) return undefined;
    throw error;
  }
}

async function listProfileNames(): Promise<readonly string[]> {
  const { readProfileFile } = await import('../../connections/profiles.ts');
  const file = await readProfileFile({ env: editorEnvironment(), homeFolder: homedir() });
  return [...(file?.profiles.keys() ?? [])];
}

/** Relative where the file is in the document's folder or below, else absolute. */
function nearPath(folder: string, file: string): string {
  const relative = path.relative(folder, file);
  const outside = relative === '' || relative.startsWith('..') || path.isAbsolute(relative);
  return outside ? file : relative.split(path.sep).join('/');
}
