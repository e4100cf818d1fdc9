import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SampleWarehouse, startSampleWarehouse } from '../../../src/sample-warehouse/sample-warehouse.ts';
import { call, type WireJson } from './call.ts';

let warehouse: SampleWarehouse;

beforeAll(async () => {
  warehouse = await startSampleWarehouse({ scale: 0.001 });
});
afterAll(() => warehouse.close());

async function run(statement: string): Promise<WireJson> {
  const body = { statement, warehouse_id: warehouse.warehouseId, wait_timeout: '50s' };
  return (await call(warehouse, 'POST', '/api/2.0/sql/statements', body)).json;
}

function rowsOf(json: WireJson): unknown {
  expect(json.status).toEqual({ state: 'SUCCEEDED' });
  return json.result?.data_array;
}

test('tables are found in Unity Catalog, and read', async () => {
  const path = '/api/2.1/unity-catalog/tables?catalog_name=samples&schema_name=tpch';
  const names = (await call(warehouse, 'GET', path)).json.tables?.map((table) => table.name) ?? [];
  expect(names).toEqual(expect.arrayContaining(['region', 'nation', 'orders', 'lineitem']));
  expect(rowsOf(await run('SELECT count(*) AS n FROM samples.tpch.nation'))).toEqual([['25']]);
  const columns = (await call(warehouse, 'GET', '/api/2.1/unity-catalog/tables/samples.tpch.orders')).json.columns;
  expect(columns).toMatchObject([
    { name: 'o_orderkey', type_name: 'LONG' },
    {},
    {},
    { type_name: 'DECIMAL' },
    {},
    {},
    {},
    {},
    {},
  ]);
});

test('a new version comes between two reads, and the pinned one stays as it was', async () => {
  await run('CREATE TABLE samples.tpch.growing (id INT)');
  await run('INSERT INTO samples.tpch.growing VALUES (1), (2)');
  const history = await run('DESCRIBE HISTORY samples.tpch.growing LIMIT 1');
  const [[version]] = rowsOf(history) as [[string]];
  const count = 'SELECT count(*) AS n FROM samples.tpch.growing';
  warehouse.faults.add({
    operation: 'submit',
    text: 'VERSION AS OF',
    effect: { kind: 'runSql', sql: ['INSERT INTO samples.tpch.growing VALUES (3)'] },
  });
  expect(rowsOf(await run(`${count} VERSION AS OF ${version}`))).toEqual([['2']]);
  expect(rowsOf(await run(count))).toEqual([['3']]);
});

test('a table that is not there fails as recorded', async () => {
  const json = await run('SELECT * FROM samples.tpch.nope');
  expect(json.status).toMatchObject({ state: 'FAILED', error: { error_code: 'BAD_REQUEST' }, sql_state: '42P01' });
});
