import { DBSQLClient } from '@databricks/sql';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type SampleWarehouse, startSampleWarehouse } from '../../../src/sample-warehouse/sample-warehouse.ts';
import { FixedEngine, fixedCatalog } from './fixed-engine.ts';

let warehouse: SampleWarehouse;
const clients: DBSQLClient[] = [];

beforeAll(async () => {
  const backend = { engine: new FixedEngine(), catalog: fixedCatalog };
  warehouse = await startSampleWarehouse({ backend, warehouseStartMs: 50, fileBytes: 4_000_000 });
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
  warehouse.faults.clear();
});
afterAll(() => warehouse.close());

async function openSession(token = warehouse.token) {
  const client = new DBSQLClient({ logger: { log: () => undefined } });
  clients.push(client);
  await client.connect({
    host: warehouse.host,
    port: warehouse.port,
    path: warehouse.httpPath,
    token,
    customCaCert: Buffer.from(warehouse.caCertificate),
    telemetryEnabled: false,
  });
  return client.openSession();
}

async function query(sql: string): Promise<readonly unknown[]> {
  const session = await openSession();
  const operation = await session.executeStatement(sql);
  return operation.fetchAll();
}

test('the official driver reads small results and large ones', async () => {
  const small = await query('ROWS 5');
  expect(small[4]).toEqual({ id: 4, name: 'row 4' });
  const counting = warehouse.faults.add({ operation: 'download', times: 'always', effect: { kind: 'latency', ms: 0 } });
  const large = await query('ROWS 400000 PER 4000');
  expect(large).toHaveLength(400_000);
  expect(large[399_999]).toEqual({ id: 399_999, name: 'row 399999' });
  expect(counting.met()).toBeGreaterThan(1);
});

test('a link that it gets may have expired', async () => {
  const expired = warehouse.faults.add({ operation: 'thrift-link', chunk: 1, effect: { kind: 'expiredLink' } });
  await expect(query('ROWS 400000 PER 4000')).rejects.toThrow();
  expect(expired.met()).toBe(1);
});

test('a statement over Thrift wakes the warehouse', async () => {
  warehouse.warehouse.setState('STOPPED');
  expect(await query('ROWS 1')).toHaveLength(1);
  expect(warehouse.warehouse.state).toBe('RUNNING');
});

test('its token is looked at', async () => {
  await expect(openSession('dapi0')).rejects.toThrow();
});

test('faults meet it too', async () => {
  const failing = warehouse.faults.add({
    operation: 'thrift-execute',
    text: 'ROWS 2',
    effect: { kind: 'status', status: 503 },
  });
  await expect(query('ROWS 2')).rejects.toThrow();
  expect(failing.met()).toBe(1);
  const message = '[DELTA_SCHEMA_CHANGED] The schema has changed. SQLSTATE: KD007';
  const effect = { kind: 'failStatement', errorClass: 'DELTA_SCHEMA_CHANGED', sqlState: 'KD007', message } as const;
  warehouse.faults.add({ operation: 'statement', effect });
  await expect(query('ROWS 3')).rejects.toThrow(/DELTA_SCHEMA_CHANGED/);
  expect(await query('ROWS 3')).toHaveLength(3);
});
