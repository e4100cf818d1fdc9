import { type QuickPickItem, window } from 'vscode';
import type { SourceName } from '../../shared/names.ts';
import { gatherPages, mostCatalogs } from '../catalog/gather-pages.ts';
import type { Parts } from '../parts.ts';
import type { FoundName } from './find-names.ts';

/**
 * The names with their catalog; a person is asked once for those whose text does not say it.
 * @returns undefined where the question was left unanswered
 * @throws ReplicatorError of the workspace's answer
 */
export async function withCatalogs(
  { connections, engine }: Parts,
  names: readonly FoundName[],
): Promise<readonly SourceName[] | undefined> {
  const open = names.find(({ catalog }) => catalog === undefined);
  const active = connections.active;
  if (open === undefined || active === undefined) {
    return names.map(({ catalog = '', schema, table }) => ({ catalog, schema, table }));
  }
  const address = await connections.address(active.id);
  const items = gatherPages((after) => engine.service.listCatalogs(address, after), mostCatalogs).then((found) =>
    found.items.map(({ name, comment }): QuickPickItem => ({ label: name, ...(comment && { detail: comment }) })),
  );
  const chosen = await window.showQuickPick(items, {
    title: `The catalog of ${open.schema}.${open.table}`,
    placeHolder: 'The text does not say in which catalog it is',
    matchOnDetail: true,
  });
  if (chosen === undefined) return undefined;
  return names.map(({ catalog, schema, table }) => ({ catalog: catalog ?? chosen.label, schema, table }));
}
