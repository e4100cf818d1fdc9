import { expect, test, vi } from 'vitest';
import { searchSource } from '../../../../src/extension/panel/search-source.ts';

const connection = { id: 'c', label: 'c', host: 'h', httpPath: '', network: {} };
const table = { name: { catalog: 'a', schema: 'b', table: 'orders' }, kind: 'MANAGED' };

function fakeEngine() {
  return {
    listCatalogs: vi.fn(async () => ({ items: [{ name: 'main' }, { name: 'samples', comment: 'ours' }], next: 'n' })),
    listSchemas: vi.fn(async () => ({
      items: [
        { catalog: 'samples', name: 'tpch' },
        { catalog: 'samples', name: 'types' },
      ],
    })),
    listTables: vi.fn(async () => ({ items: [table] })),
    searchTables: vi.fn(async () => ({ items: [table], next: 'm' })),
  };
}

test('catalogs and schemas are narrowed here, page by page', async () => {
  const engine = fakeEngine();
  expect(await searchSource(engine, connection, { containing: 'SAM' })).toEqual({
    items: [{ kind: 'catalog', name: 'samples', comment: 'ours' }],
    next: 'n',
  });
  expect(await searchSource(engine, connection, { catalog: 'samples', containing: 'ty', after: 'p' })).toEqual({
    items: [{ kind: 'schema', catalog: 'samples', name: 'types' }],
  });
  expect(engine.listSchemas).toHaveBeenCalledWith(connection, 'samples', 'p');
});

test('tables are listed, or looked for by the server', async () => {
  const engine = fakeEngine();
  await searchSource(engine, connection, { catalog: 'a', schema: 'b', containing: ' ' });
  expect(engine.listTables).toHaveBeenCalledOnce();
  const found = await searchSource(engine, connection, { catalog: 'a', schema: 'b', containing: 'ORD' });
  expect(engine.searchTables).toHaveBeenCalledWith(connection, { catalog: 'a', schema: 'b' }, 'ord', undefined);
  expect(found).toEqual({ items: [{ kind: 'table', table }], next: 'm' });
});
