import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SampleWarehouse, startSampleWarehouse } from '../../../src/sample-warehouse/sample-warehouse.ts';
import { call, type WireJson } from './call.ts';
import { FixedEngine, fixedCatalog } from './fixed-engine.ts';

const root = '/api/2.1/unity-catalog';
let warehouse: SampleWarehouse;

beforeAll(async () => {
  warehouse = await startSampleWarehouse({ backend: { engine: new FixedEngine(), catalog: fixedCatalog } });
});
afterAll(() => warehouse.close());

function get(path: string) {
  return call(warehouse, 'GET', path);
}

describe('tables', () => {
  const list = `${root}/tables?catalog_name=main&schema_name=shop`;

  test('come all at once, or in pages of 50 when the server chooses, also past an empty page', async () => {
    expect((await get(list)).json.tables).toHaveLength(61);
    warehouse.faults.add({ operation: 'catalog-tables', nth: 2, effect: { kind: 'emptyPage' } });
    const pages: (number | undefined)[] = [];
    let token: string | undefined = '';
    while (token !== undefined) {
      const page: WireJson = (await get(`${list}&max_results=0&page_token=${token}`)).json;
      pages.push(page.tables?.length);
      token = page.next_page_token;
    }
    expect(pages).toEqual([50, undefined, 11]);
  });

  test('come without columns and properties', async () => {
    const [table] = (await get(`${list}&max_results=1&omit_columns=true&omit_properties=true`)).json.tables ?? [];
    expect(Object.keys(table ?? {})).not.toEqual(expect.arrayContaining(['columns']));
    expect(table).not.toHaveProperty('properties');
  });

  test('one comes with its columns', async () => {
    const { json } = await get(`${root}/tables/main.shop.t07`);
    expect(json).toMatchObject({ full_name: 'main.shop.t07', table_type: 'MANAGED', data_source_format: 'DELTA' });
    expect(json.columns).toMatchObject([
      { name: 'id', type_text: 'bigint', type_name: 'LONG', position: 0, nullable: false, comment: 'the key' },
      { name: 'price', type_name: 'DECIMAL', type_precision: 18, type_scale: 2 },
      { name: 'tags', type_name: 'ARRAY' },
    ]);
    const view = (await get(`${root}/tables/main.shop.v`)).json;
    expect(view).not.toHaveProperty('data_source_format');
  });

  test.each([
    ['tables/main.shop.nope', 404, "Table 'main.shop.nope' does not exist."],
    ['tables/main.nope.t', 404, "Schema 'main.nope' does not exist."],
    ['tables/nope.shop.t', 404, "Catalog 'nope' does not exist."],
    ['tables/%zz', 400, 'Not a valid path segment: %zz'],
    ['nothing', 404, `No API found for '${root}/nothing'.`],
    ['schemas?catalog_name=nope', 404, "Catalog 'nope' does not exist."],
    ['tables?catalog_name=main&schema_name=shop&max_results=-1', 400, 'maxResults must be greater than or equal to 0'],
  ])('%s is refused', async (path, status, message) => {
    const answer = await get(`${root}/${path}`);
    expect([answer.status, answer.json.message]).toEqual([status, message]);
  });

  test('may be forbidden', async () => {
    const effect = { kind: 'noPermission', privilege: 'SELECT' } as const;
    warehouse.faults.add({ operation: 'catalog-table', table: 'main.shop.t03', effect });
    const answer = await get(`${root}/tables/main.shop.t03`);
    expect([answer.status, answer.json.error_code]).toEqual([403, 'PERMISSION_DENIED']);
    expect(answer.json.message).toBe("User does not have SELECT on Table 'main.shop.t03'.");
  });

  test('are found by a pattern', async () => {
    const path = `${root}/table-summaries?catalog_name=main&schema_name_pattern=sh%25&table_name_pattern=t1_`;
    expect((await get(path)).json.tables).toHaveLength(10);
  });
});

test('browsing does not wake the warehouse, starting it does', async () => {
  warehouse.warehouse.setState('STOPPED');
  await get(`${root}/catalogs`);
  expect((await get(`${root}/schemas?catalog_name=samples`)).json).toEqual({});
  const path = `/api/2.0/sql/warehouses/${warehouse.warehouseId}`;
  expect((await get(path)).json.state).toBe('STOPPED');
  expect((await call(warehouse, 'POST', `${path}/start`)).json).toEqual({});
  expect((await get(path)).json.state).toBe('STARTING');
  expect((await get('/api/2.0/sql/warehouses/nonsense')).status).toBe(400);
  warehouse.warehouse.setState('DELETED');
  expect((await get(path)).status).toBe(404);
  expect((await get('/api/2.0/sql/warehouses')).json).toEqual({});
});

test('the token has an owner', async () => {
  expect((await get('/api/2.0/preview/scim/v2/Me')).json).toMatchObject({ userName: 'sample.user@example.com' });
});
