import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Field, Int32, makeData, RecordBatch, Schema, Struct, Utf8, type Vector, vectorFromArray } from 'apache-arrow';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LinkSigner } from '../../../src/sample-warehouse/results/link-signer.ts';
import { ResultStore } from '../../../src/sample-warehouse/results/result-store.ts';
import { SqlError, type SqlResult } from '../../../src/sample-warehouse/sql/sql-engine.ts';
import { ThriftService } from '../../../src/sample-warehouse/thrift/thrift-service.ts';
import { sampleCatalog } from '../../integration/sample-warehouse/thrift/sample-catalog.ts';
import { ScriptedEngine } from '../../integration/sample-warehouse/thrift/scripted-engine.ts';
import {
  arrowTable,
  readExchange,
  readExecuteRequest,
  readOperationResponse,
  recordedResult,
  resultFrom,
  wireFields,
} from './recorded-exchange.ts';

const folder = process.env.REPLICATOR_RECORDINGS ?? '';
const title =
  folder === ''
    ? 'recorded Thrift exchanges (skipped: REPLICATOR_RECORDINGS names no folder of recordings)'
    : 'recorded Thrift exchanges';

const names = {
  open: '01-open-session-warehouse',
  native: '03-execute-select-arrow-lz4-native',
  text: '04-execute-select-arrow-raw-nonnative',
  ddl: '05-execute-ddl-no-rows',
  insert: '06-execute-insert-numModifiedRows',
  links: '07-execute-cloudfetch-links',
  syntaxError: '08-execute-syntax-error-warehouse',
  columns: '09-execute-column-based-set',
  close: '10-close-operation-already-closed',
  tables: '11-get-tables-warehouse',
};

let engine: ScriptedEngine;
let service: ThriftService;
let resultFolder: string;

beforeEach(async () => {
  resultFolder = await mkdtemp(join(tmpdir(), 'thrift-conformance-'));
  engine = new ScriptedEngine();
  const signer = new LinkSigner({ origin: () => 'https://storage.example', lifetimeMs: 900_000 });
  const files = new ResultStore({ folder: resultFolder, fileBytes: 5 * 1024 * 1024, signer });
  const defaults = { catalog: 'main', schema: 'default', timeZone: 'America/Los_Angeles' };
  service = new ThriftService({ engine, catalog: sampleCatalog, files, defaults });
});

afterEach(async () => {
  await service.close();
  await rm(resultFolder, { recursive: true, force: true });
});

/** The guid in the answer to OpenSession; the recorded requests carry theirs at a place of its own each. */
function guidOf(message: Buffer, marker: Buffer = Buffer.from([0x0b, 0, 1, 0, 0, 0, 16])): Buffer {
  const at = message.indexOf(marker) + marker.length;
  return message.subarray(at, at + 16);
}

/** Sends a recorded request, under a session of this service. */
async function replay(request: Buffer): Promise<Buffer> {
  const { request: open } = await readExchange(folder, names.open);
  const session = guidOf(await service.handle(open));
  const recorded = guidOf(request);
  const copy = Buffer.from(request);
  session.copy(copy, copy.indexOf(recorded));
  return service.handle(copy);
}

async function answerTo(name: string, answer: (sql: string) => SqlResult | Promise<SqlResult>) {
  const { request, response } = await readExchange(folder, name);
  const sql = readExecuteRequest(request).statement ?? '';
  engine.on(sql, () => answer(sql));
  return { recorded: response, given: await replay(request) };
}

/** Ids, times, links and the sizes and bytes that an Arrow writer chooses. */
const free = [
  /\/3\/1\/[12]$/, // session id
  /\/2\/1\/[12]$/, // operation id
  /^\/0\/1281\/1\/[78]$/, // operation started, completed
  /^\/0\/1281\/2\/(1283|1285|1286|3333)$/, // arrow schema, sizes, an unknown count
  /\/1281\[\d+\]\/1$/, // record batch
  /\/1282\[\d+\]\/[1-5]$/, // links
];

function comparable(message: Buffer) {
  return wireFields(message).map((field) =>
    free.some((pattern) => pattern.test(field.path)) ? { ...field, value: '' } : field,
  );
}

describe.skipIf(folder === '')(title, () => {
  it('OpenSession', async () => {
    const { request, response } = await readExchange(folder, names.open);
    const given = await service.handle(request);
    expect(comparable(given)).toEqual(comparable(response));
    expect(given.length).toBe(response.length);
  });

  it('a SELECT as compressed native Arrow', async () => {
    const { response } = await readExchange(folder, names.native);
    const { recorded, given } = await answerTo(names.native, () => recordedResult(response, { cacheKey: 'pinned' }));
    expect(comparable(given)).toEqual(comparable(recorded));
    const [theirs, ours] = [await arrowTable(recorded), await arrowTable(given)];
    expect(ours.schema.toString()).toBe(theirs.schema.toString());
    expect(ours.schema.fields.map((field) => [...field.metadata])).toEqual(
      theirs.schema.fields.map((field) => [...field.metadata]),
    );
    expect(ours.toArray().map(String)).toEqual(theirs.toArray().map(String));
    const frame = readOperationResponse(given).directResults?.resultSet?.results?.arrowBatches?.[0]?.batch;
    const theirFrame = readOperationResponse(recorded).directResults?.resultSet?.results?.arrowBatches?.[0]?.batch;
    expect(frame?.subarray(0, 7)).toEqual(theirFrame?.subarray(0, 7));
  });

  it('a SELECT as uncompressed Arrow with timestamps and decimals as text', async () => {
    const { response } = await readExchange(folder, names.native);
    const { recorded, given } = await answerTo(names.text, () => recordedResult(response));
    const [theirs, ours] = [await arrowTable(recorded), await arrowTable(given)];
    expect(ours.schema.toString()).toBe(theirs.schema.toString());
    expect(ours.schema.fields.map((field) => [...field.metadata])).toEqual(
      theirs.schema.fields.map((field) => [...field.metadata]),
    );
    expect(ours.toArray().map(String)).toEqual(theirs.toArray().map(String));
  });

  it('DDL', async () => {
    const none = { columns: [], schema: new Schema([]), batches: resultFrom([], new Schema([]), []).batches };
    const { recorded, given } = await answerTo(names.ddl, () => none);
    expect(comparable(given)).toEqual(comparable(recorded));
    expect((await arrowTable(given)).schema.fields).toEqual([]);
  });

  it('an INSERT with parameters', async () => {
    const { response } = await readExchange(folder, names.insert);
    const { recorded, given } = await answerTo(names.insert, () => recordedResult(response, { modifiedRows: 1 }));
    expect(comparable(given)).toEqual(comparable(recorded));
    expect((await arrowTable(given)).toString()).toBe((await arrowTable(recorded)).toString());
    expect(engine.executions[0]?.parameters).toEqual([
      { ordinal: 1, type: 'INT', value: '6' },
      { ordinal: 2, type: 'STRING' },
      { ordinal: 3, type: 'STRING', value: 'value1' },
    ]);
  });

  it('a large result behind links', async () => {
    const { response } = await readExchange(folder, names.links);
    const { columns, schema } = await recordedResult(response);
    const total = 147_500;
    const batches: RecordBatch[] = [];
    for (let at = 0; at < total; at += 4096) {
      const length = Math.min(4096, total - at);
      const children = schema.fields.map(
        ({ type }) => vectorFromArray(new Array<null>(length).fill(null), type).data[0] ?? makeData({ type, length }),
      );
      batches.push(
        new RecordBatch(schema, makeData({ type: new Struct(schema.fields), length, nullCount: 0, children })),
      );
    }
    const { recorded, given } = await answerTo(names.links, () => resultFrom(columns, schema, batches));
    const shape = (message: Buffer) => comparable(message).filter(({ path }) => !/\/1282(\[[1-9]\d*\].*)?$/.test(path));
    expect(shape(given)).toEqual(shape(recorded));
    const links = readOperationResponse(given).directResults?.resultSet?.results?.resultLinks ?? [];
    let next = 0;
    for (const { startRowOffset, rowCount = 0 } of links) {
      expect(startRowOffset).toBe(next);
      next += rowCount;
    }
    expect(next).toBe(total);
  });

  it('a syntax error', async () => {
    const { recorded, given } = await answerTo(names.syntaxError, (sql) => {
      const message = `\n[PARSE_SYNTAX_ERROR] Syntax error at or near 'INSER'. SQLSTATE: 42601 (line 1, pos 0)\n\n== SQL ==\n${sql}\n^^^\n`;
      throw new SqlError('PARSE_SYNTAX_ERROR', '42601', message, { error: "'INSER'", hint: '' });
    });
    const withoutStack = (message: Buffer) => wireFields(message).filter(({ path }) => !path.startsWith('/0/1/2'));
    expect(withoutStack(given)).toEqual(withoutStack(recorded));
    const first = (message: Buffer) =>
      wireFields(message)
        .find(({ path }) => path === '/0/1/2[0]')
        ?.value.replace(/:\d+:\d+$/, '');
    expect(first(given)).toBe(first(recorded));
  });

  it('a SELECT as columns', async () => {
    const schema = new Schema([new Field('id', new Int32(), true), new Field('test_string', new Utf8(), true)]);
    const texts = [
      '   leading and trailing spaces   ',
      'こんにちは',
      'special chars: !@#$%^&*()',
      'string with "double quotes" inside',
      null,
    ];
    const vectors = [vectorFromArray([1, 2, 3, 4, 5], new Int32()), vectorFromArray(texts, new Utf8())];
    const children = vectors.flatMap((vector: Vector) => vector.data);
    const batch = new RecordBatch(
      schema,
      makeData({ type: new Struct(schema.fields), length: 5, nullCount: 0, children }),
    );
    const columns = [
      { name: 'id', typeText: 'INT', comment: null, nullable: true },
      { name: 'test_string', typeText: 'STRING', comment: null, nullable: true },
    ];
    const { recorded, given } = await answerTo(names.columns, () => resultFrom(columns, schema, [batch]));
    const rowsOf = (message: Buffer) => readOperationResponse(message).directResults?.resultSet;
    expect(rowsOf(given)).toEqual(rowsOf(recorded));
    const { uncompressedBytes, compressedBytes } = readOperationResponse(given).directResults?.resultSetMetadata ?? {};
    expect(uncompressedBytes).toBe(compressedBytes);
  });

  it('CloseOperation of what is closed already, which a warehouse takes', async () => {
    const { request } = await readExchange(folder, names.close);
    const given = await service.handle(request);
    expect(wireFields(given)).toEqual([{ path: '/0/1/1', type: 8, value: '0' }]);
  });

  it('GetTables', async () => {
    const { request, response } = await readExchange(folder, names.tables);
    const given = await replay(request);
    expect(comparable(given)).toEqual(comparable(response));
  });
});
