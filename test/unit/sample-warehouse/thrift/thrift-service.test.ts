import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LinkSigner } from '../../../../src/sample-warehouse/results/link-signer.ts';
import { ResultStore } from '../../../../src/sample-warehouse/results/result-store.ts';
import { SqlError, type SqlResult } from '../../../../src/sample-warehouse/sql/sql-engine.ts';
import { operationState } from '../../../../src/sample-warehouse/thrift/protocol/constants.ts';
import type { OperationHandle, SessionHandle } from '../../../../src/sample-warehouse/thrift/protocol/handles.ts';
import * as requests from '../../../../src/sample-warehouse/thrift/protocol/requests.ts';
import * as responses from '../../../../src/sample-warehouse/thrift/protocol/responses.ts';
import { fetchResultsResponse } from '../../../../src/sample-warehouse/thrift/protocol/result-set.ts';
import { ThriftService } from '../../../../src/sample-warehouse/thrift/thrift-service.ts';
import { BinaryReader, ThriftProtocolError } from '../../../../src/sample-warehouse/thrift/wire/binary-reader.ts';
import { BinaryWriter } from '../../../../src/sample-warehouse/thrift/wire/binary-writer.ts';
import { struct, text, type WireType } from '../../../../src/sample-warehouse/thrift/wire/wire-type.ts';
import { sampleCatalog } from '../../../integration/sample-warehouse/thrift/sample-catalog.ts';
import { numbers, ScriptedEngine } from '../../../integration/sample-warehouse/thrift/scripted-engine.ts';

let engine: ScriptedEngine;
let service: ThriftService;
let folder: string;
let faults: unknown[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thrift-service-'));
  engine = new ScriptedEngine();
  faults = [];
  service = new ThriftService({
    engine,
    catalog: sampleCatalog,
    files: new ResultStore({
      folder,
      fileBytes: 64 * 1024,
      signer: new LinkSigner({ origin: () => 'https://127.0.0.1:1', lifetimeMs: 900_000 }),
    }),
    defaults: { catalog: 'main', schema: 'default', timeZone: 'Etc/UTC' },
    inlineBytes: 256 * 1024,
    directWaitMs: 10,
    onFault: (error) => faults.push(error),
  });
});

afterEach(async () => {
  await service.close();
  await rm(folder, { recursive: true, force: true });
});

function message<Q>(method: string, type: WireType<Q>, request: Q): Buffer {
  const out = new BinaryWriter();
  out.i32(0x80010001 | 0);
  text.write(out, method);
  out.i32(7);
  struct({ req: [1, type as WireType<unknown>] }).write(out, { req: request });
  return out.finish();
}

async function call<Q, R>(method: string, requestType: WireType<Q>, request: Q, responseType: WireType<R>): Promise<R> {
  const input = new BinaryReader(await service.handle(message(method, requestType, request)));
  expect(input.i32()).toBe(0x80010002 | 0);
  expect(text.read(input)).toBe(method);
  expect(input.i32()).toBe(7);
  const { success } = struct({ success: [0, responseType as WireType<unknown>] }).read(input);
  expect(input.remaining).toBe(0);
  return success as R;
}

async function openSession(): Promise<SessionHandle> {
  const response = await call('OpenSession', requests.openSessionRequest, {}, responses.openSessionResponse);
  return response.sessionHandle ?? {};
}

async function execute(statement: string, more: requests.ExecuteStatementRequest = {}) {
  const request = { sessionHandle: await openSession(), statement, canReadArrowResult: true, ...more };
  return call('ExecuteStatement', requests.executeStatementRequest, request, responses.operationResponse);
}

function fetchRows(operationHandle: OperationHandle | undefined, more: requests.FetchResultsRequest = {}) {
  const request = { operationHandle, orientation: 0, maxRows: 10_000, ...more };
  return call('FetchResults', requests.fetchResultsRequest, request, fetchResultsResponse);
}

function status(operationHandle: OperationHandle | undefined) {
  return call('GetOperationStatus', requests.operationRequest, { operationHandle }, responses.operationStatusResponse);
}

function rowsIn(response: Awaited<ReturnType<typeof fetchRows>>): number {
  return (response.results?.arrowBatches ?? []).reduce((sum, batch) => sum + (batch.rowCount ?? 0), 0);
}

describe('pages of rows', () => {
  it('hold what was asked for, follow each other, and end', async () => {
    engine.on('SELECT', () => numbers(25_000));
    const { operationHandle } = await execute('SELECT');
    const pages = [];
    for (let hasMore = true; hasMore; ) {
      const page = await fetchRows(operationHandle, { orientation: pages.length === 0 ? 4 : 0 });
      pages.push([page.results?.startRowOffset, rowsIn(page)]);
      hasMore = page.hasMoreRows === true;
    }
    expect(pages).toEqual([
      [0, 10_000],
      [10_000, 10_000],
      [20_000, 5000],
    ]);
    expect(rowsIn(await fetchRows(operationHandle))).toBe(0);
  });

  it('come again when the latest is asked for again, and fail when they are gone', async () => {
    engine.on('SELECT', () => numbers(25_000));
    const { operationHandle } = await execute('SELECT');
    const first = await fetchRows(operationHandle, { orientation: 4 });
    expect(await fetchRows(operationHandle, { orientation: 4 })).toEqual(first);
    const second = await fetchRows(operationHandle);
    expect(await fetchRows(operationHandle, { startRowOffset: 10_000 })).toEqual(second);
    const gone = await fetchRows(operationHandle, { orientation: 4 });
    expect(gone.status).toMatchObject({ statusCode: 3, sqlState: 'HY106' });
    expect((await fetchRows(operationHandle)).results?.startRowOffset).toBe(20_000);
  });

  it('stay in order when several are asked for at once', async () => {
    engine.on('SELECT', () => numbers(25_000));
    const { operationHandle } = await execute('SELECT');
    const pages = await Promise.all([1, 2, 3].map(() => fetchRows(operationHandle)));
    expect(pages.map((page) => page.results?.startRowOffset)).toEqual([0, 10_000, 20_000]);
  });

  it('are cut by bytes where the client takes no links', async () => {
    engine.on('SELECT', () => numbers(200_000));
    const { operationHandle, directResults } = await execute('SELECT', {
      getDirectResults: { maxRows: 2_000_000, maxBytes: 404_857_600 },
    });
    const direct = directResults?.resultSet;
    expect(direct?.hasMoreRows).toBe(true);
    expect(directResults?.closeOperation).toBeUndefined();
    const next = await fetchRows(operationHandle, { maxRows: 1_000_000 });
    expect(next.results?.startRowOffset).toBe(rowsIn({ results: direct?.results }));
    expect(service.openOperations).toBe(1);
  });

  it('read no more of the result than they need, and let go of it when closed', async () => {
    let read = 0;
    let isReleased = false;
    const source = numbers(1_000_000);
    async function* watched() {
      try {
        for await (const batch of source.batches) {
          read++;
          yield batch;
        }
      } finally {
        isReleased = true;
      }
    }
    engine.on('SELECT', () => ({ ...source, batches: watched() }));
    const { operationHandle } = await execute('SELECT');
    await fetchRows(operationHandle, { maxRows: 10 });
    expect(read).toBeLessThan(20);
    await call('CloseOperation', requests.operationRequest, { operationHandle }, responses.statusResponse);
    expect(isReleased).toBe(true);
    expect((await fetchRows(operationHandle)).status?.sqlState).toBe('08000');
  });
});

describe('statements', () => {
  it('pass the row limit on', async () => {
    engine.on('SELECT', () => numbers(1));
    await execute('SELECT', { resultRowLimit: 5 });
    expect(engine.executions[0]?.rowLimit).toBe(5);
  });

  it('that take their time are polled, and fail with all that is known', async () => {
    const outcome = Promise.withResolvers<SqlResult>();
    engine.on('SELECT', () => outcome.promise);
    const started = await execute('SELECT', { runAsync: true, getDirectResults: { maxRows: 100 } });
    expect(started.directResults?.operationStatus?.operationState).toBe(operationState.running);
    expect(started.directResults?.resultSet).toBeUndefined();
    expect((await fetchRows(started.operationHandle)).status?.sqlState).toBe('HY010');
    outcome.reject(new SqlError('DIVIDE_BY_ZERO', '22012', '[DIVIDE_BY_ZERO] Division by zero. SQLSTATE: 22012'));
    await expect.poll(async () => (await status(started.operationHandle)).operationState).toBe(operationState.error);
    expect(await status(started.operationHandle)).toMatchObject({
      sqlState: '22012',
      displayMessage: '[DIVIDE_BY_ZERO] Division by zero. SQLSTATE: 22012',
      errorDetailsJson: expect.stringContaining('"errorClass" : "DIVIDE_BY_ZERO"'),
    });
    expect((await fetchRows(started.operationHandle)).status?.sqlState).toBe('22012');
  });

  it('are cancelled for good, even if the engine finishes afterwards', async () => {
    const outcome = Promise.withResolvers<SqlResult>();
    engine.on('SELECT', () => outcome.promise);
    const { operationHandle } = await execute('SELECT', { runAsync: true });
    await call('CancelOperation', requests.operationRequest, { operationHandle }, responses.statusResponse);
    expect(engine.executions[0]?.signal.aborted).toBe(true);
    outcome.resolve(numbers(1));
    await outcome.promise;
    expect((await status(operationHandle)).operationState).toBe(operationState.canceled);
    expect((await fetchRows(operationHandle)).status?.sqlState).toBe('HY010');
  });

  it('give fresh links each time they are asked', async () => {
    engine.on('SELECT', () => numbers(100_000));
    const { directResults, operationHandle } = await execute('SELECT', {
      canDownloadResult: true,
      canDecompressLZ4Result: true,
      useArrowNativeTypes: { timestampAsArrow: true },
      getDirectResults: { maxRows: 10 },
    });
    const links = directResults?.resultSet?.results?.resultLinks ?? [];
    expect(links.reduce((sum, link) => sum + (link.rowCount ?? 0), 0)).toBe(100_000);
    expect(directResults?.closeOperation).toBeUndefined();
    const again = await fetchRows(operationHandle, { startRowOffset: links[2]?.startRowOffset });
    expect(again.results?.resultLinks).toHaveLength(links.length - 2);
    expect((await fetchRows(operationHandle)).results?.resultLinks).toEqual([]);
  });

  it('that break inside the warehouse tell the service, not the client, why', async () => {
    engine.on('SELECT', () => {
      throw new TypeError('a secret detail');
    });
    const { status: failed } = await execute('SELECT');
    expect(failed).toMatchObject({ statusCode: 3, sqlState: 'XX000' });
    expect(JSON.stringify(failed)).not.toContain('secret');
    expect(faults).toEqual([new TypeError('a secret detail')]);
  });
});

describe('handles', () => {
  it('of sessions and operations that do not exist are refused by name', async () => {
    engine.on('SELECT', () => numbers(1));
    const guid = Buffer.from('01f005a0cc3b1e3280922fdc10cf17ca', 'hex');
    const noSession = await execute('SELECT', { sessionHandle: { sessionId: { guid } } });
    expect(noSession.status?.errorMessage).toContain('01f005a0-cc3b-1e32-8092-2fdc10cf17ca');
    const noOperation = await status({ operationId: { guid } });
    expect(noOperation.status?.errorMessage).toBe(
      'Invalid OperationHandle: OperationHandle [opType=UNKNOWN_OPERATION, getHandleIdentifier()=01f005a0-cc3b-1e32-8092-2fdc10cf17ca]',
    );
    expect(noOperation.operationState).toBeUndefined();
  });

  it('are time-ordered UUIDs as a warehouse makes them', async () => {
    const first = Buffer.from((await openSession()).sessionId?.guid ?? []).toString('hex');
    expect(first).toMatch(/^01f[0-9a-f]{9}1[0-9a-f]{3}[89ab][0-9a-f]{15}$/);
  });
});

describe('messages', () => {
  it('for methods that do not exist are answered by an exception', async () => {
    const answer = new BinaryReader(await service.handle(message('DropEverything', requests.sessionRequest, {})));
    expect(answer.i32()).toBe(0x80010003 | 0);
    expect(text.read(answer)).toBe('DropEverything');
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('POST / HTTP/1.1\r\n\r\n')],
    ['half a call', message('OpenSession', requests.openSessionRequest, {}).subarray(0, 12)],
    ['a call without its request', message('OpenSession', requests.openSessionRequest, {}).subarray(0, -5)],
  ])('that are none are refused: %s', async (_, body) => {
    await expect(service.handle(body)).rejects.toThrow(ThriftProtocolError);
  });
});
