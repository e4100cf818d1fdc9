import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SampleWarehouse, startSampleWarehouse } from '../../../src/sample-warehouse/sample-warehouse.ts';
import { type Answer, call, send } from './call.ts';

const volume = '/Volumes/samples/files/exports';
const content = Buffer.from('0123456789');
let warehouse: SampleWarehouse;

beforeAll(async () => {
  warehouse = await startSampleWarehouse({ scale: 0.001, exportFileBytes: 20_000 });
  await mkdir(local('/listed/inner'), { recursive: true });
  for (const name of ['b.txt', 'a.txt', 'c d#.txt']) await writeFile(local(`/listed/${name}`), content);
});
afterAll(() => warehouse.close());

function local(path: string): string {
  const place = warehouse.volumes.place(`${volume}${path}`);
  if (place === undefined) throw new Error(`${path} is nowhere.`);
  return place.localPath;
}

function ask(
  method: string,
  kind: 'files' | 'directories',
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const url = `https://${warehouse.host}:${warehouse.port}/api/2.0/fs/${kind}${path}`;
  return send(warehouse.caCertificate, method, url, {
    headers: { authorization: `Bearer ${warehouse.token}`, ...headers },
  });
}

const json = ({ bytes }: Answer): unknown => JSON.parse(bytes.toString('utf8'));

function refusal(errorCode: string, reason: string) {
  return {
    error_code: errorCode,
    message: expect.stringMatching(/\.$/),
    details: [
      {
        '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
        reason,
        domain: 'filesystem.databricks.com',
        metadata: {},
      },
      expect.objectContaining({ '@type': 'type.googleapis.com/google.rpc.RequestInfo' }),
    ],
  };
}

describe('directories', () => {
  it('are listed with the keys of a real answer, in their order', async () => {
    const answer = await ask('GET', 'directories', `${volume}/listed`);
    expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } });
    const { contents } = json(answer) as { contents: readonly object[] };
    expect(contents).toEqual([
      {
        path: `${volume}/listed/a.txt`,
        is_directory: false,
        file_size: 10,
        last_modified: expect.any(Number),
        name: 'a.txt',
      },
      {
        path: `${volume}/listed/b.txt`,
        is_directory: false,
        file_size: 10,
        last_modified: expect.any(Number),
        name: 'b.txt',
      },
      {
        path: `${volume}/listed/c d#.txt`,
        is_directory: false,
        file_size: 10,
        last_modified: expect.any(Number),
        name: 'c d#.txt',
      },
      { path: `${volume}/listed/inner`, is_directory: true, last_modified: expect.any(Number), name: 'inner' },
    ]);
    expect(Object.keys(contents[0] ?? {})).toEqual(['path', 'is_directory', 'file_size', 'last_modified', 'name']);
  });

  it('are listed page by page; an empty one has no contents', async () => {
    const first = json(await ask('GET', 'directories', `${volume}/listed?page_size=3`)) as Record<string, string>;
    expect(Object.keys(first)).toEqual(['contents', 'next_page_token']);
    expect(first.contents).toHaveLength(3);
    const rest = `${volume}/listed?page_size=3&page_token=${first.next_page_token}`;
    expect(json(await ask('GET', 'directories', rest))).toEqual({
      contents: [expect.objectContaining({ name: 'inner' })],
    });
    expect(json(await ask('GET', 'directories', `${volume}/listed/inner/`))).toEqual({});
    expect((await ask('GET', 'directories', `${volume}/listed?page_size=x`)).status).toBe(400);
    expect((await ask('GET', 'directories', `${volume}/listed?page_token=x`)).status).toBe(400);
  });

  it('are not made below a file', async () => {
    const answer = await ask('PUT', 'directories', `${volume}/listed/a.txt/below/it`);
    expect(answer.status).toBe(409);
    expect(json(answer)).toEqual(refusal('ALREADY_EXISTS', 'FILES_API_FILE_ALREADY_EXISTS'));
  });

  it('are made with those above them, looked for, and removed once they are empty', async () => {
    const made = await ask('PUT', 'directories', `${volume}/made/inner`);
    expect([made.status, made.bytes.length]).toEqual([204, 0]);
    expect((await ask('PUT', 'directories', `${volume}/made/inner`)).status).toBe(204);
    expect((await ask('HEAD', 'directories', `${volume}/made/inner`)).status).toBe(200);
    const full = await ask('DELETE', 'directories', `${volume}/made`);
    expect(full.status).toBe(400);
    expect(json(full)).toEqual(refusal('INVALID_PARAMETER_VALUE', 'FILES_API_DIRECTORY_IS_NOT_EMPTY'));
    expect((await ask('DELETE', 'directories', `${volume}/made/inner`)).status).toBe(204);
    expect((await ask('DELETE', 'directories', `${volume}/made`)).status).toBe(204);
    expect((await ask('HEAD', 'directories', `${volume}/made`)).status).toBe(404);
    expect((await ask('PUT', 'directories', `${volume}/listed/a.txt`)).status).toBe(409);
  });

  it.each([
    ['that is not there', `${volume}/nowhere`, 'FILES_API_DIRECTORY_IS_NOT_FOUND'],
    ['that is a file', `${volume}/listed/a.txt`, 'FILES_API_DIRECTORY_IS_NOT_FOUND'],
    ['in no volume', '/Volumes/samples/files/other/x', 'FILES_API_VOLUME_NOT_FOUND'],
    ['above the volume', `${volume}/%2e%2e/%2e%2e/x`, 'FILES_API_VOLUME_NOT_FOUND'],
    ['above the volume, in one part', `${volume}/..%2F..%2Fx`, 'FILES_API_VOLUME_NOT_FOUND'],
  ])('%s: 404', async (_, path, reason) => {
    const answer = await ask('GET', 'directories', path);
    expect(answer.status).toBe(404);
    if (answer.bytes.toString().includes('ENDPOINT_NOT_FOUND')) return;
    expect(json(answer)).toEqual(refusal('NOT_FOUND', reason));
  });
});

describe('files', () => {
  it('come as octets, whole or in part', async () => {
    const path = `${volume}/listed/c%20d%23.txt`;
    const whole = await ask('GET', 'files', path);
    expect(whole).toMatchObject({
      status: 200,
      headers: {
        'content-type': 'application/octet-stream',
        'content-length': '10',
        'accept-ranges': 'bytes',
        'last-modified': expect.stringMatching(/ GMT$/),
      },
    });
    expect(whole.bytes.equals(content)).toBe(true);
    const part = await ask('GET', 'files', path, { range: 'bytes=3-' });
    expect(part).toMatchObject({ status: 206, headers: { 'content-range': 'bytes 3-9/10', 'content-length': '7' } });
    expect(part.bytes.toString()).toBe('3456789');
    const head = await ask('HEAD', 'files', path);
    expect(head).toMatchObject({ status: 200, headers: { 'content-length': '10' } });
    expect(head.bytes).toHaveLength(0);
    const beyond = await ask('GET', 'files', path, { range: 'bytes=10-' });
    expect(beyond).toMatchObject({ status: 416, headers: { 'content-range': 'bytes */10' } });
    const modified = await ask('GET', 'files', path, { 'if-unmodified-since': new Date(0).toUTCString() });
    expect(modified.status).toBe(412);
    const since = String(whole.headers['last-modified']);
    expect((await ask('GET', 'files', path, { 'if-unmodified-since': since })).status).toBe(200);
  });

  it('are removed; of one that is not there that is said', async () => {
    await writeFile(local('/removed.txt'), '');
    expect(await ask('GET', 'files', `${volume}/removed.txt`)).toMatchObject({ status: 200, bytes: Buffer.alloc(0) });
    expect((await ask('DELETE', 'files', `${volume}/removed.txt`)).status).toBe(204);
    for (const method of ['GET', 'DELETE']) {
      const gone = await ask(method, 'files', `${volume}/removed.txt`);
      expect(gone.status).toBe(404);
      expect(json(gone)).toEqual(refusal('NOT_FOUND', 'FILES_API_FILE_NOT_FOUND'));
    }
  });

  it('are for those who may read the volume, and for nobody without a token', async () => {
    warehouse.faults.add({ operation: 'files-download', effect: { kind: 'noPermission', privilege: 'READ VOLUME' } });
    const denied = await ask('GET', 'files', `${volume}/listed/a.txt`);
    expect(denied.status).toBe(403);
    expect(json(denied)).toEqual({
      ...refusal('PERMISSION_DENIED', 'FILES_API_PERMISSION_DENIED'),
      message: "User does not have READ VOLUME on Volume 'samples.files.exports'.",
    });
    const stranger = await ask('GET', 'files', `${volume}/listed/a.txt`, { authorization: '' });
    expect(stranger.status).toBe(401);
  });
});

it('the volumes of a schema are listed', async () => {
  const path = '/api/2.1/unity-catalog/volumes?catalog_name=samples&schema_name';
  expect((await call(warehouse, 'GET', `${path}=files`)).json).toEqual({
    volumes: [
      {
        name: 'exports',
        catalog_name: 'samples',
        schema_name: 'files',
        full_name: 'samples.files.exports',
        volume_type: 'MANAGED',
      },
    ],
  });
  expect((await call(warehouse, 'GET', `${path}=tpch`)).json).toEqual({});
});

describe('INSERT OVERWRITE DIRECTORY', () => {
  async function run(statement: string) {
    const body = { warehouse_id: warehouse.warehouseId, statement, wait_timeout: '30s' };
    return (await call(warehouse, 'POST', '/api/2.0/sql/statements', body)).json;
  }

  it('writes several files and the marks of a commit, in place of what was there; its result has no columns', async () => {
    await mkdir(local('/export'), { recursive: true });
    await writeFile(local('/export/old.parquet'), '');
    const answer = await run(
      `INSERT OVERWRITE DIRECTORY '${volume}/export' USING parquet OPTIONS (compression 'gzip') SELECT o_orderkey, o_comment FROM samples.tpch.orders`,
    );
    expect(answer).toMatchObject({ status: { state: 'SUCCEEDED' }, manifest: { schema: { column_count: 0 } } });
    const names = await readdir(local('/export'));
    const parts = names.filter((name) => name.startsWith('part-'));
    expect(parts.length).toBeGreaterThan(0);
    for (const name of parts) expect(name).toMatch(/^part-\d{5}-tid-\d+-[0-9a-f-]{36}-\d+-1-c000\.gz\.parquet$/);
    const transaction = /-tid-(\d+)-/.exec(parts[0] ?? '')?.[1];
    expect(names.filter((name) => !parts.includes(name)).toSorted()).toEqual(
      ['_SUCCESS', `_committed_${transaction}`, `_started_${transaction}`].toSorted(),
    );
    const committed: unknown = JSON.parse(await readFile(join(local('/export'), `_committed_${transaction}`), 'utf8'));
    expect(committed).toEqual({ added: parts.toSorted(), removed: [] });
  });

  it.each([
    ['a name with a blank', 'SELECT 1 AS `a b`', 'INVALID_COLUMN_NAME_AS_PATH', '46121'],
    ['the name of an expression', 'SELECT 1 + 1', 'INVALID_COLUMN_NAME_AS_PATH', '46121'],
    ['a field with a comma', "SELECT named_struct('a,b', 1) AS s", 'INVALID_COLUMN_NAME_AS_PATH', '46121'],
    ['two names alike', 'SELECT 1 AS a, 2 AS A', 'COLUMN_ALREADY_EXISTS', '42711'],
    ['VOID', 'SELECT c_void AS n FROM samples.types.all_types', 'UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE', '0A000'],
    [
      'VOID in an array',
      'SELECT array(c_void) AS n FROM samples.types.all_types',
      'UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE',
      '0A000',
    ],
    ['a VARIANT', "SELECT parse_json('1') AS v", 'UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE', '0A000'],
    ['a shape', 'SELECT c_geometry FROM samples.types.all_types', 'UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE', '0A000'],
  ])('refuses %s', async (_, select, errorClass, sqlState) => {
    const { status } = await run(`INSERT OVERWRITE DIRECTORY '${volume}/refused' USING PARQUET ${select}`);
    expect(status).toMatchObject({ state: 'FAILED', error: { message: expect.stringContaining(`[${errorClass}]`) } });
    expect(status?.error?.message).toContain(`SQLSTATE: ${sqlState}`);
    expect((await ask('HEAD', 'directories', `${volume}/refused`)).status).toBe(404);
  });

  it.each([
    ['outside of volumes', "'/tmp/x' USING PARQUET SELECT 1 AS a", 'INSUFFICIENT_PERMISSIONS'],
    ['in other formats', `'${volume}/x' USING CSV SELECT 1 AS a`, 'UNSUPPORTED_FEATURE'],
    ['of a table that is not there', `'${volume}/x' USING PARQUET SELECT a FROM nowhere`, 'TABLE_OR_VIEW_NOT_FOUND'],
  ])('writes nothing %s', async (_, rest, errorClass) => {
    const { status } = await run(`INSERT OVERWRITE DIRECTORY ${rest}`);
    expect(status).toMatchObject({ state: 'FAILED', error: { message: expect.stringContaining(`[${errorClass}`) } });
  });
});
