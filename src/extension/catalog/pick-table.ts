import type { Parts } from '../parts.ts';
import { CatalogModel } from './catalog-model.ts';
import type { TableNode } from './catalog-node.ts';
import { createCatalogReader } from './catalog-reader.ts';
import { pickNode } from './pick-node.ts';

/** Asks for a table of a saved connection; undefined where none was chosen. */
export async function pickTable({
  engine,
  connections,
}: Pick<Parts, 'engine' | 'connections'>): Promise<TableNode | undefined> {
  const roots = { list: () => connections.list(), active: connections.active, favourites: () => [] };
  const model = new CatalogModel(createCatalogReader(engine, connections), roots, () => undefined);
  const picked = await pickNode(model, 'table');
  return picked?.kind === 'table' ? picked : undefined;
}
