import { expect, test } from 'vitest';
import type { CatalogNode } from '../../../../src/extension/catalog/catalog-node.ts';
import { sourcesOf } from '../../../../src/extension/replicate/sources-of.ts';

const place = { place: 'tree', connectionId: 'c1' } as const;
const table = (schema: string, name: string, connectionId = 'c1'): CatalogNode => ({
  ...place,
  connectionId,
  kind: 'table',
  entry: { name: { catalog: 'main', schema, table: name }, kind: 'MANAGED' },
});
const schema = (name: string): CatalogNode => ({ ...place, kind: 'schema', entry: { catalog: 'main', name } });

test('the clicked table, or all that are selected with it', () => {
  const [a, b, c] = [table('s', 'a'), table('s', 'b'), table('s', 'c')];
  expect(sourcesOf(a)).toEqual({ connection: 'c1', sources: [{ catalog: 'main', schema: 's', table: 'a' }] });
  expect(sourcesOf(a, [a, b])?.sources).toHaveLength(2);
  expect(sourcesOf(c, [a, b])?.sources).toEqual([{ catalog: 'main', schema: 's', table: 'c' }]);
});

test('what lies within another chosen node, or was chosen twice, counts once', () => {
  const [s, a, other] = [schema('s'), table('s', 'a'), table('t', 'b')];
  expect(sourcesOf(s, [a, s, other, { ...other }])?.sources).toEqual([
    { catalog: 'main', schema: 's' },
    { catalog: 'main', schema: 't', table: 'b' },
  ]);
});

test('nodes of another workspace are left out', () => {
  const [a, b] = [table('s', 'a'), table('s', 'b', 'c2')];
  expect(sourcesOf(a, [a, b])?.sources).toHaveLength(1);
});

test('names from a text belong to the active connection', () => {
  const name = { catalog: 'main', schema: 's', table: 'a' };
  expect(sourcesOf(name)).toEqual({ sources: [name] });
  expect(sourcesOf([name, name])?.sources).toHaveLength(2);
});

test('nothing is meant without a subject, or by a node that holds no tables', () => {
  expect(sourcesOf(undefined)).toBeUndefined();
  expect(sourcesOf([])).toBeUndefined();
  expect(sourcesOf({ kind: 'favourites' })).toBeUndefined();
});
