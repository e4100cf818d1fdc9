import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SampleWarehouse, startSampleWarehouse } from '../../../src/sample-warehouse/sample-warehouse.ts';
import { furtherWarehouses } from '../../../src/sample-warehouse/warehouses/warehouse-features.ts';
import { call } from './call.ts';

const root = '/api/2.1/unity-catalog';
let warehouse: SampleWarehouse;

beforeAll(async () => {
  warehouse = await startSampleWarehouse({
    scale: 0.001,
    manyTables: 120,
    furtherWarehouses,
    warehouseStartMs: 50,
  });
});
afterAll(() => warehouse.close());

type Body = Readonly<Record<string, unknown>>;

async function get(path: string): Promise<Body> {
  const { status, json } = await call(warehouse, 'GET', path);
  expect(status).toBe(200);
  return json;
}

const listOf = (body: Body, key: string): readonly Body[] => (body[key] ?? []) as readonly Body[];

async function submit(warehouseId: string, statement: string): Promise<Body> {
  const body = { warehouse_id: warehouseId, statement, wait_timeout: '10s' };
  const { json } = await call(warehouse, 'POST', '/api/2.0/sql/statements', body);
  return json;
}

describe('several warehouses', () => {
  it('are listed with name, size and state, page by page where that is asked for', async () => {
    const all = listOf(await get('/api/2.0/sql/warehouses'), 'warehouses');
    expect(all.map((each) => [each.name, each.cluster_size, each.size, each.state, each.warehouse_type])).toEqual([
      ['Sample Starter', '2X-Small', 'XXSMALL', 'RUNNING', 'PRO'],
      ['Cold Small', 'Small', 'SMALL', 'STOPPED', 'PRO'],
      ['Classic Medium', 'Medium', 'MEDIUM', 'STOPPED', 'CLASSIC'],
    ]);
    const first = await get('/api/2.0/sql/warehouses?page_size=2');
    const second = await get(`/api/2.0/sql/warehouses?page_size=2&page_token=${first.next_page_token}`);
    expect([...listOf(first, 'warehouses'), ...listOf(second, 'warehouses')]).toEqual(all);
    expect(second.next_page_token).toBeUndefined();
  });

  it('start for a statement of their own, and only they', async () => {
    const [starter, cold, classic] = listOf(await get('/api/2.0/sql/warehouses'), 'warehouses');
    const answer = await submit(String(cold?.id), 'SELECT 1');
    expect(answer).toMatchObject({ status: { state: 'SUCCEEDED' } });
    const states = listOf(await get('/api/2.0/sql/warehouses'), 'warehouses').map(({ state }) => state);
    expect(states).toEqual(['RUNNING', 'RUNNING', 'STOPPED']);
    await call(warehouse, 'POST', `/api/2.0/sql/warehouses/${cold?.id}/stop`);
    expect((await get(`/api/2.0/sql/warehouses/${cold?.id}`)).state).toBe('STOPPING');
    expect((await get(`/api/2.0/sql/warehouses/${starter?.id}`)).state).toBe('RUNNING');
    expect((await get(`/api/2.0/sql/warehouses/${classic?.id}`)).enable_serverless_compute).toBe(false);
  });
});

describe('tables of every kind', () => {
  it('are listed as what they are, with owner and comment', async () => {
    const listed = await get(`${root}/tables?catalog_name=samples&schema_name=live&omit_columns=true`);
    const tables = listOf(listed, 'tables');
    expect(tables.map((each) => [each.name, each.table_type, each.data_source_format, each.owner])).toEqual([
      ['orders_by_day', 'MATERIALIZED_VIEW', undefined, 'pipelines@example.com'],
      ['shipments', 'STREAMING_TABLE', 'DELTA', 'pipelines@example.com'],
      ['exchange_rates', 'EXTERNAL', 'DELTA', 'finance@example.com'],
    ]);
    for (const table of tables) expect(table.comment).toEqual(expect.any(String));
  });

  it('have catalogs and schemas with owner, comment and times', async () => {
    const facts = { owner: expect.any(String), comment: expect.any(String), created_at: expect.any(Number) };
    expect(listOf(await get(`${root}/catalogs`), 'catalogs')[0]).toMatchObject({ name: 'samples', ...facts });
    const schemas = listOf(await get(`${root}/schemas?catalog_name=samples`), 'schemas');
    expect(schemas.find(({ name }) => name === 'live')).toMatchObject(facts);
  });

  it.each(['orders_by_day', 'shipments', 'exchange_rates'])('%s can be read and previewed', async (table) => {
    const answer = await submit(warehouse.warehouseId, `SELECT * FROM samples.live.${table} LIMIT 3`);
    expect(answer).toMatchObject({ status: { state: 'SUCCEEDED' }, manifest: { total_row_count: 3 } });
  });

  it('can be told how they were made', async () => {
    const answer = await submit(warehouse.warehouseId, 'SHOW CREATE TABLE samples.live.exchange_rates');
    expect(answer.result).toMatchObject({
      data_array: [
        [
          `CREATE TABLE samples.live.exchange_rates (
  day DATE,
  currency STRING COMMENT 'Three letters',
  rate DECIMAL(18,6) COMMENT 'Of one euro')
USING delta
COMMENT 'Written by another system into a place of its own'
TBLPROPERTIES (
  'delta.enableChangeDataFeed' = 'false')
`,
        ],
      ],
    });
  });
});

describe('very many tables', () => {
  it('come in pages, and can be looked for by a part of their name', async () => {
    const names: unknown[] = [];
    let token: unknown = '';
    let pages = 0;
    do {
      const query = `catalog_name=samples&schema_name=many&max_results=0&omit_columns=true&page_token=${token}`;
      const page = await get(`${root}/tables?${query}`);
      names.push(...listOf(page, 'tables').map(({ name }) => name));
      token = page.next_page_token;
      pages += 1;
    } while (token !== undefined);
    expect(pages).toBe(3);
    expect(names).toHaveLength(120);
    expect(names[119]).toBe('table_00120');
    const found = await get(
      `${root}/table-summaries?catalog_name=samples&schema_name_pattern=many&table_name_pattern=${encodeURIComponent('%LE\\_0011%')}`,
    );
    expect(listOf(found, 'tables')).toHaveLength(10);
    const answer = await submit(warehouse.warehouseId, 'SELECT count(*), max(name) FROM samples.many.table_00117');
    expect(answer.result).toMatchObject({ data_array: [['10', 'row 9 of table_00117']] });
  });
});
