import type { Uri } from 'vscode';
import { parseSourceLabel } from '../../shared/names.ts';
import type { LocalTableNode } from '../local/local-node.ts';
import type { Parts } from '../parts.ts';
import { connectionOfOrigin } from './connection-of-origin.ts';
import { documentOfOrigin } from './document-of-origin.ts';

/**
 * The document that brings a copy up to date: the one of the run that made it, else a new one for this table alone.
 * @returns undefined for a table that is no copy
 * @throws ReplicatorError `usage.invalid` where the run is not known any more, and no connection leads to its workspace
 */
export async function documentOfCopy(
  { connections, context, runs }: Parts,
  { file, table }: LocalTableNode,
): Promise<Uri | undefined> {
  const { origin, name } = table;
  if (origin === undefined) return undefined;
  const known = await documentOfOrigin(runs, origin);
  if (known !== undefined) return known;
  const connection = await connectionOfOrigin(connections, origin);
  const [{ nameOf, patternOf }, { writeDraft }] = await Promise.all([import('./draft.ts'), import('./write-draft.ts')]);
  const source = patternOf(parseSourceLabel(origin.source));
  return writeDraft(context, {
    connection: connections.choiceFor(connection),
    file,
    tables: [{ source, target: nameOf(name) }],
  });
}
