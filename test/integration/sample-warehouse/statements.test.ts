import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tableFromIPC } from 'apache-arrow';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeFrames } from '../../../src/sample-warehouse/results/decode-frames.ts';
import { type SampleWarehouse, startSampleWarehouse } from '../../../src/sample-warehouse/sample-warehouse.ts';
import { call, send, type WireJson } from './call.ts';
import { FixedEngine, fixedCatalog } from './fixed-engine.ts';

const statements = '/api/2.0/sql/statements/';
const arrow = { disposition: 'EXTERNAL_LINKS', format: 'ARROW_STREAM', result_compression: 'LZ4_FRAME' };

let engine: FixedEngine;
let warehouse: SampleWarehouse;

beforeAll(async () => {
  engine = new FixedEngine();
  warehouse = await startSampleWarehouse({
    backend: { engine, catalog: fixedCatalog },
    fileBytes: 100_000,
    warehouseStartMs: 50,
  });
});
afterAll(() => warehouse.close());

async function submit(statement: string, more: object = {}): Promise<WireJson> {
  const { json } = await call(warehouse, 'POST', statements, {
    statement,
    warehouse_id: warehouse.warehouseId,
    ...more,
  });
  return json;
}

function chunkPath(json: WireJson, chunk: number): string {
  return `${statements}${json.statement_id}/result/chunks/${chunk}`;
}

async function download(url: string | undefined, headers: Record<string, string> = {}) {
  return send(warehouse.caCertificate, 'GET', url ?? '', { headers });
}

async function poll(id: string | undefined, until: string): Promise<WireJson> {
  for (;;) {
    const { json } = await call(warehouse, 'GET', `${statements}${id}`);
    if (json.status?.state === until) return json;
    expect(['PENDING', 'RUNNING']).toContain(json.status?.state);
  }
}

describe('the door', () => {
  test('a request without a token is 401, with the recorded words', async () => {
    const url = `https://127.0.0.1:${warehouse.port}/api/2.0/sql/warehouses`;
    const answer = await send(warehouse.caCertificate, 'GET', url);
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="DatabricksRealm"');
    expect(answer.bytes.toString()).toBe(
      '{"error_code":401,"message":"Credential was not sent or was of an unsupported type for this API."}',
    );
  });

  test('another token is 403', async () => {
    const url = `https://127.0.0.1:${warehouse.port}/api/2.0/sql/sessions/`;
    const answer = await send(warehouse.caCertificate, 'POST', url, { headers: { authorization: 'Bearer dapi00' } });
    expect(answer.status).toBe(403);
    expect(answer.bytes.toString()).toBe('{"error_code":403,"message":"Invalid access token."}');
  });

  test('the certificate is good for localhost too, and for nobody who does not trust its authority', async () => {
    const path = '/api/2.0/sql/warehouses';
    const answer = await send(warehouse.caCertificate, 'GET', `https://localhost:${warehouse.port}${path}`);
    expect(answer.status).toBe(401);
    await expect(send('', 'GET', `https://127.0.0.1:${warehouse.port}${path}`)).rejects.toThrow(/certificate/);
    expect(await readFile(warehouse.caFile, 'utf8')).toBe(warehouse.caCertificate);
  });
});

describe('a large result', () => {
  test('comes chunk by chunk, each a complete stream, and adds up to the manifest', async () => {
    const first = await submit('ROWS 20000 PER 1000', arrow);
    expect(first.manifest?.total_row_count).toBe(20_000);
    const chunks = first.manifest?.chunks ?? [];
    expect(chunks.length).toBeGreaterThan(2);
    const ids: number[] = [];
    let link = first.result?.external_links?.[0];
    for (const [index, chunk] of chunks.entries()) {
      expect(link?.chunk_index).toBe(index);
      const { status, bytes } = await download(link?.external_link);
      expect(status).toBe(200);
      expect(bytes.length).toBe(link?.byte_count);
      const raw = decodeFrames(bytes);
      expect(raw.length).toBe(chunk.byte_count);
      const table = tableFromIPC(raw);
      expect(table.numRows).toBe(chunk.row_count);
      ids.push(...(table.getChild('id')?.toArray() ?? []));
      const next = link?.next_chunk_index;
      link =
        next === undefined
          ? undefined
          : (await call(warehouse, 'GET', chunkPath(first, next))).json.external_links?.[0];
    }
    expect(link).toBeUndefined();
    expect(ids).toEqual(Array.from({ length: 20_000 }, (_, i) => i));
  });

  test('of pinned data is written once', async () => {
    const before = engine.produced;
    const first = await submit('ROWS 9000 PER 1000 CACHED', arrow);
    const produced = engine.produced - before;
    expect(produced).toBe(9000);
    const again = await submit('ROWS 9000 PER 1000 CACHED', arrow);
    expect(engine.produced - before - produced).toBeLessThanOrEqual(1000);
    expect(again.manifest).toEqual(first.manifest);
    await call(warehouse, 'DELETE', `${statements}${first.statement_id}`);
    expect((await download(again.result?.external_links?.[0]?.external_link)).status).toBe(200);
  });

  test('is cut at a limit of rows or bytes, and says so', async () => {
    const rows = await submit('ROWS 20000 PER 1000', { ...arrow, row_limit: 1500 });
    expect(rows.manifest).toMatchObject({ total_row_count: 1500, truncated: true });
    const enough = await submit('ROWS 1500 PER 1000', { ...arrow, row_limit: 1500 });
    expect(enough.manifest).toMatchObject({ total_row_count: 1500, truncated: false });
    const bytes = await submit('ROWS 20000 PER 1000', { ...arrow, byte_limit: 60_000 });
    expect(bytes.manifest?.truncated).toBe(true);
    expect(bytes.manifest?.total_row_count).toBeLessThan(20_000);
  });
});

describe('a link', () => {
  test('is refused with a second authentication, and with a changed signature', async () => {
    const url = (await submit('ROWS 10', arrow)).result?.external_links?.[0]?.external_link ?? '';
    expect((await download(url, { authorization: `Bearer ${warehouse.token}` })).status).toBe(400);
    expect((await download(url.replace(/.$/, (last) => (last === '0' ? '1' : '0')))).status).toBe(403);
    expect((await download(url.replace('X-Amz-Expires=1', 'X-Amz-Expires=2'))).status).toBe(403);
    expect((await download(url)).status).toBe(200);
  });
});

describe('a small result', () => {
  test('comes as rows of text', async () => {
    const json = await submit('TIMESTAMPS');
    expect(json.result).toEqual({
      chunk_index: 0,
      row_offset: 0,
      row_count: 2,
      data_array: [['2021-06-15T12:34:56.789-07:00'], [null]],
    });
  });

  test('comes as an attachment where the client leaves it open, a larger one as links', async () => {
    const hybrid = { ...arrow, disposition: 'INLINE_OR_EXTERNAL_LINKS' };
    const small = await submit('ROWS 10', hybrid);
    expect(Object.keys(small.result ?? {})).toEqual([
      'chunk_index',
      'row_offset',
      'row_count',
      'byte_count',
      'attachment',
    ]);
    const bytes = Buffer.from(String(small.result?.attachment), 'base64');
    expect(tableFromIPC(decodeFrames(bytes)).numRows).toBe(10);
    const large = await submit('ROWS 20000', hybrid);
    expect(large.result?.external_links).toHaveLength(1);
  });
});

describe('the life of a statement', () => {
  test('a cancelled one stays cancelled', async () => {
    const { statement_id: id, status } = await submit('WAIT', { wait_timeout: '0s' });
    expect(['PENDING', 'RUNNING']).toContain(status?.state);
    expect((await call(warehouse, 'POST', `${statements}${id}/cancel`)).json).toEqual({});
    expect((await poll(id, 'CANCELED')).status).toEqual({ state: 'CANCELED' });
  });

  test('one that does not parse has failed, with HTTP 200', async () => {
    const json = await submit('INSER INTO t', arrow);
    expect(Object.keys(json)).toEqual(['statement_id', 'status']);
    expect(json.status?.state).toBe('FAILED');
    expect(json.status?.error?.error_code).toBe('BAD_REQUEST');
    expect(json.status?.error?.message).toContain('[PARSE_SYNTAX_ERROR]');
    expect(json.status?.sql_state).toBe('42601');
  });

  test('a closed one has no result any more', async () => {
    const json = await submit('ROWS 10', arrow);
    const url = json.result?.external_links?.[0]?.external_link;
    expect((await call(warehouse, 'DELETE', `${statements}${json.statement_id}`)).json).toEqual({});
    expect((await call(warehouse, 'GET', chunkPath(json, 0))).status).toBe(404);
    expect((await call(warehouse, 'GET', `${statements}${json.statement_id}`)).json.status).toEqual({
      state: 'CLOSED',
    });
    await expect.poll(async () => (await download(url)).status).toBe(404);
  });

  test('an unknown one is 404', async () => {
    const { status, json } = await call(warehouse, 'GET', `${statements}01f00f48-ccf5-1bcd-b51e-425e3fa68bb0`);
    expect([status, json.error_code]).toEqual([404, 'NOT_FOUND']);
  });

  test('it stays PENDING until a stopped warehouse has started', async () => {
    warehouse.warehouse.setState('STOPPED');
    const { statement_id: id, status } = await submit('ROWS 1', { ...arrow, wait_timeout: '0s' });
    expect(status).toEqual({ state: 'PENDING' });
    expect(warehouse.warehouse.state).toBe('STARTING');
    await poll(id, 'SUCCEEDED');
    expect(warehouse.warehouse.state).toBe('RUNNING');
  });

  test('it fails when its warehouse is stopped under it', async () => {
    const { statement_id: id } = await submit('WAIT', { wait_timeout: '0s' });
    await call(warehouse, 'POST', `/api/2.0/sql/warehouses/${warehouse.warehouseId}/stop`);
    const { status } = await poll(id, 'FAILED');
    expect(status?.error?.message).toBe(`Command failed because warehouse ${warehouse.warehouseId} was stopped.`);
    await call(warehouse, 'POST', `/api/2.0/sql/warehouses/${warehouse.warehouseId}/start`);
  });
});

describe('an impatient server', () => {
  test('forgets results, and its links end', async () => {
    const other = await startSampleWarehouse({
      backend: { engine: new FixedEngine(), catalog: fixedCatalog },
      resultLifetimeMs: 0,
      linkLifetimeMs: 0,
      linkByteCount: 'raw',
    });
    try {
      const body = { statement: 'ROWS 500', warehouse_id: other.warehouseId, ...arrow };
      const { json } = await call(other, 'POST', statements, body);
      const link = json.result?.external_links?.[0];
      expect(link?.byte_count).toBe(json.manifest?.chunks?.[0]?.byte_count);
      expect((await send(other.caCertificate, 'GET', link?.external_link ?? '')).status).toBe(403);
      expect((await call(other, 'GET', `${statements}${json.statement_id}`)).status).toBe(404);
    } finally {
      await other.close();
    }
    expect(existsSync(other.caFile)).toBe(false);
  });
});
