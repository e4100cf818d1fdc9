import { expect, it } from 'vitest';
import { namePath, type TableNode } from '../../../../src/extension/catalog/catalog-node.ts';
import { Favourites } from '../../../../src/extension/catalog/favourites.ts';
import { MemoryState } from '../memory-state.ts';

const orders: TableNode = {
  kind: 'table',
  place: 'tree',
  connectionId: 'one',
  entry: { name: { catalog: 'main', schema: 'sales', table: 'orders' }, kind: 'VIEW', comment: 'Orders' },
};

it('keeps favourites from session to session, each once, in the order they were pinned', async () => {
  const state = new MemoryState();
  const favourites = new Favourites(state);
  const main = { kind: 'catalog', place: 'tree', connectionId: 'one', entry: { name: 'main' } } as const;
  await favourites.pin([orders]);
  await favourites.pin([main, orders]);
  const again = new Favourites(state);
  expect(again.has(orders)).toBe(true);
  expect(again.nodes(['one'])).toMatchObject([
    { kind: 'table', place: 'favourites', pinned: true, entry: { kind: 'VIEW' } },
    { kind: 'catalog', entry: { name: 'main' } },
  ]);
  await again.unpin([orders]);
  expect(again.nodes(['one'])).toHaveLength(1);
});

it('leaves out those of connections that are gone, and tells same names of two connections apart', async () => {
  const favourites = new Favourites(new MemoryState());
  await favourites.pin([orders]);
  expect(favourites.nodes(['other'])).toEqual([]);
  expect(favourites.has({ ...orders, connectionId: 'other' })).toBe(false);
  const [kept] = favourites.nodes(['one']);
  expect(kept?.kind === 'table' ? namePath(kept) : []).toEqual(['main', 'sales', 'orders']);
});
