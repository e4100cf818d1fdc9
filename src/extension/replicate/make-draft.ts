import type { Uri } from 'vscode';
import type { CatalogNode } from '../catalog/catalog-node.ts';
import { activeOrOffered } from '../connections/offer-connection.ts';
import type { SavedConnection } from '../connections/saved-connection.ts';
import type { Parts } from '../parts.ts';
import { chooseTarget } from './choose-target.ts';
import { type ChosenSources, type ReplicateSubject, sourcesOf } from './sources-of.ts';

export interface MadeDraft {
  readonly document: Uri;
  /** Absolute path of the DuckDB file. */
  readonly file: string;
}

/**
 * The document for what a person chose, in the tree, in a text or, from the palette, by answering questions.
 * @returns undefined where a question was left unanswered
 * @throws ReplicatorError of the workspace's answer; `usage.invalid` where no warehouse is chosen
 */
export async function makeDraft(
  parts: Parts,
  subject: ReplicateSubject | undefined,
  selected: readonly CatalogNode[] | undefined,
): Promise<MadeDraft | undefined> {
  const { connections, context, files } = parts;
  const named = sourcesOf(subject, selected);
  const connection = await chooseConnection(parts, named);
  if (connection === undefined) return undefined;
  const choice = connections.choiceFor(connection);
  const sources = named?.sources ?? (await askForTables(parts, connection));
  if (sources === undefined) return undefined;
  const file = await chooseTarget(files);
  if (file === undefined) return undefined;
  const [{ patternOf }, { writeDraft }] = await Promise.all([import('./draft.ts'), import('./write-draft.ts')]);
  const document = await writeDraft(context, { connection: choice, file, tables: sources.map(patternOf) });
  return { document, file };
}

async function chooseConnection(
  { connections }: Parts,
  named: ChosenSources | undefined,
): Promise<SavedConnection | undefined> {
  const own = named?.connection === undefined ? undefined : connections.find(named.connection);
  return own ?? activeOrOffered(connections);
}

async function askForTables(
  { connections, engine }: Parts,
  connection: SavedConnection,
): Promise<ChosenSources['sources'] | undefined> {
  const { chooseTables } = await import('./choose-tables.ts');
  const address = await connections.address(connection.id);
  return chooseTables(() => engine.service, address, `Replicate from ${connection.label}`);
}
