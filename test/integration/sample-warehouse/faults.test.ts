import { tableFromIPC } from 'apache-arrow';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { FaultEffect, FaultRule } from '../../../src/sample-warehouse/faults/fault-rule.ts';
import { decodeFrames } from '../../../src/sample-warehouse/results/decode-frames.ts';
import { type SampleWarehouse, startSampleWarehouse } from '../../../src/sample-warehouse/sample-warehouse.ts';
import { call, send, type WireJson } from './call.ts';
import { FixedEngine, fixedCatalog } from './fixed-engine.ts';

const statements = '/api/2.0/sql/statements';
const arrow = { disposition: 'EXTERNAL_LINKS', format: 'ARROW_STREAM', result_compression: 'LZ4_FRAME' };

let engine: FixedEngine;
let warehouse: SampleWarehouse;

beforeAll(async () => {
  engine = new FixedEngine();
  const backend = { engine, catalog: fixedCatalog };
  warehouse = await startSampleWarehouse({ backend, fileBytes: 20_000, warehouseStartMs: 20, framing: 'oneFrame' });
});
afterEach(() => {
  warehouse.faults.clear();
  warehouse.warehouse.setState('RUNNING');
});
afterAll(() => warehouse.close());

function submit(statement = 'ROWS 5000 PER 500', more: object = {}) {
  const body = { statement, warehouse_id: warehouse.warehouseId, ...arrow, ...more };
  return call(warehouse, 'POST', statements, body);
}

function linkOf(json: WireJson): string {
  return json.result?.external_links?.[0]?.external_link ?? '';
}

async function downloadWith(effect: FaultEffect) {
  const { json } = await submit();
  const whole = await send(warehouse.caCertificate, 'GET', linkOf(json));
  warehouse.faults.add({ operation: 'download', effect });
  return { json, whole: whole.bytes, faulty: await send(warehouse.caCertificate, 'GET', linkOf(json)) };
}

test('a busy server says when to come back, in seconds or by a date, and only once', async () => {
  warehouse.faults.add({ operation: 'submit', effect: { kind: 'status', status: 429, retryAfterSeconds: 7 } });
  const busy = await submit();
  expect([busy.status, busy.headers['retry-after'], busy.json.error_code]).toEqual([
    429,
    '7',
    'REQUEST_LIMIT_EXCEEDED',
  ]);
  const date: FaultEffect = { kind: 'status', status: 503, retryAfterSeconds: 60, retryAfterForm: 'date' };
  warehouse.faults.add({ operation: 'submit', effect: date });
  const down = await submit();
  expect(down.status).toBe(503);
  const wait = Date.parse(String(down.headers['retry-after'])) - Date.now();
  expect(wait).toBeGreaterThan(50_000);
  expect(wait).toBeLessThanOrEqual(60_000);
  expect((await submit()).status).toBe(200);
});

test('a stream cut between messages is valid and shorter', async () => {
  const { json, whole, faulty } = await downloadWith({ kind: 'cutMessages', keep: 1 });
  expect(faulty.status).toBe(200);
  expect(faulty.bytes.length).toBeLessThan(whole.length);
  expect(tableFromIPC(decodeFrames(faulty.bytes)).numRows).toBe(500);
  expect(json.manifest?.chunks?.[0]?.row_count).toBeGreaterThan(500);
});

test('a byte is flipped, and no more', async () => {
  const { whole, faulty } = await downloadWith({ kind: 'flipByte', at: 100 });
  const changed = [...whole.keys()].filter((i) => whole[i] !== faulty.bytes[i]);
  expect(changed).toEqual([100]);
  expect(faulty.bytes.length).toBe(whole.length);
});

test('a body is short, doubled, or of another chunk', async () => {
  const short = await downloadWith({ kind: 'shorten', bytes: 10 });
  expect(short.faulty.bytes.equals(short.whole.subarray(0, -10))).toBe(true);
  const doubled = await downloadWith({ kind: 'doubleFile' });
  expect(doubled.faulty.bytes.equals(Buffer.concat([doubled.whole, doubled.whole]))).toBe(true);
  const other = await downloadWith({ kind: 'otherFile', chunk: 1 });
  const ids = tableFromIPC(decodeFrames(other.faulty.bytes)).getChild('id');
  expect(ids?.get(0)).toBe(other.json.manifest?.chunks?.[0]?.row_count);
});

test.each([0, 1000])('the connection breaks at byte %i', async (atByte) => {
  const { json } = await submit();
  warehouse.faults.add({ operation: 'download', effect: { kind: 'reset', atByte } });
  await expect(send(warehouse.caCertificate, 'GET', linkOf(json))).rejects.toThrow();
  expect((await send(warehouse.caCertificate, 'GET', linkOf(json))).status).toBe(200);
});

test('a slow connection takes its time', async () => {
  const { json } = await submit();
  const { bytes } = await send(warehouse.caCertificate, 'GET', linkOf(json));
  const bytesPerSecond = bytes.length * 4;
  warehouse.faults.add({ operation: 'download', effect: { kind: 'bandwidth', bytesPerSecond } });
  const begin = performance.now();
  const slow = await send(warehouse.caCertificate, 'GET', linkOf(json));
  expect(performance.now() - begin).toBeGreaterThan(200);
  expect(slow.bytes.equals(bytes)).toBe(true);
});

test('links are handed out expired, refused by the storage, and fresh ones work', async () => {
  warehouse.faults.add({ operation: 'submit', effect: { kind: 'expiredLink' } });
  const { json } = await submit();
  expect((await send(warehouse.caCertificate, 'GET', linkOf(json))).status).toBe(403);
  const fresh = await call(warehouse, 'GET', `${statements}/${json.statement_id}/result/chunks/0`);
  const url = fresh.json.external_links?.[0]?.external_link ?? '';
  warehouse.faults.add({ operation: 'download', chunk: 0, effect: { kind: 'deniedLink' } });
  expect((await send(warehouse.caCertificate, 'GET', url)).status).toBe(403);
  expect((await send(warehouse.caCertificate, 'GET', url)).status).toBe(200);
});

test('links come many at once', async () => {
  warehouse.faults.add({ operation: 'submit', effect: { kind: 'links', count: 'all' } });
  const { json } = await submit();
  expect(json.result?.external_links?.length).toBe(json.manifest?.chunks?.length);
});

test('a statement fails, or is not allowed', async () => {
  const message = '[DELTA_SCHEMA_CHANGED] The schema has changed. SQLSTATE: KD007';
  const failure = { kind: 'failStatement', errorClass: 'DELTA_SCHEMA_CHANGED', sqlState: 'KD007', message } as const;
  warehouse.faults.add({ operation: 'statement', text: 'ROWS', effect: failure });
  expect((await submit()).json.status).toEqual({
    state: 'FAILED',
    error: { error_code: 'BAD_REQUEST', message },
    sql_state: 'KD007',
  });
  const denied: FaultRule = {
    operation: 'statement',
    table: 'main.shop.t01',
    effect: { kind: 'noPermission', privilege: 'SELECT' },
  };
  warehouse.faults.add(denied);
  const { json } = await submit('SELECT * FROM `main`.`shop`.`t01`');
  expect(json.status?.error?.message).toContain("User does not have SELECT on Table 'main.shop.t01'. SQLSTATE: 42501");
});

test('a result is gone', async () => {
  const { json } = await submit();
  warehouse.faults.add({ operation: 'chunk-link', chunk: 1, effect: { kind: 'resultGone' } });
  const path = `${statements}/${json.statement_id}`;
  expect((await call(warehouse, 'GET', `${path}/result/chunks/0`)).status).toBe(200);
  expect((await call(warehouse, 'GET', `${path}/result/chunks/1`)).status).toBe(404);
  expect((await call(warehouse, 'GET', path)).status).toBe(404);
});

test('a result is truncated', async () => {
  warehouse.faults.add({ operation: 'submit', effect: { kind: 'truncate', rows: 700 } });
  expect((await submit()).json.manifest).toMatchObject({ total_row_count: 700, truncated: true });
});

test('the warehouse stops before a statement, or is deleted', async () => {
  warehouse.faults.add({ operation: 'submit', effect: { kind: 'warehouseState', state: 'STOPPED' } });
  expect((await submit(undefined, { wait_timeout: '0s' })).json.status).toEqual({ state: 'PENDING' });
  warehouse.faults.add({ operation: 'submit', effect: { kind: 'warehouseState', state: 'DELETED' } });
  expect((await submit()).status).toBe(404);
});

test('a token expires in the middle of things', async () => {
  warehouse.faults.add({ operation: 'poll', effect: { kind: 'invalidToken' } });
  const { json } = await submit();
  const answer = await call(warehouse, 'GET', `${statements}/${json.statement_id}`);
  expect([answer.status, answer.json]).toEqual([403, { error_code: 403, message: 'Invalid access token.' }]);
});

test('something happens to the data just before a chunk is asked for', async () => {
  const { json } = await submit();
  const sql = ['INSERT INTO t VALUES (1)', 'CREATE TABLE u (id INT)'];
  warehouse.faults.add({ operation: 'chunk-link', effect: { kind: 'runSql', sql } });
  await call(warehouse, 'GET', `${statements}/${json.statement_id}/result/chunks/0`);
  expect(engine.executed.slice(-2)).toEqual(sql);
});

test('latency', async () => {
  warehouse.faults.add({ operation: 'me', effect: { kind: 'latency', ms: 120 } });
  const begin = performance.now();
  await call(warehouse, 'GET', '/api/2.0/preview/scim/v2/Me');
  expect(performance.now() - begin).toBeGreaterThan(110);
});
