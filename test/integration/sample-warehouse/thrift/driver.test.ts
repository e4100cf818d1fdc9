import { DBSQLClient } from '@databricks/sql';
import {
  Binary,
  DateDay,
  Decimal,
  DurationMicrosecond,
  Field,
  Float64,
  Int32,
  IntervalYearMonth,
  List,
  makeData,
  Null,
  Struct,
  Timestamp,
  TimeUnit,
  Utf8,
  Vector,
  vectorFromArray,
} from 'apache-arrow';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SqlError } from '../../../../src/sample-warehouse/sql/sql-engine.ts';
import { sampleCatalog } from './sample-catalog.ts';
import { numbers, resultOf, ScriptedEngine } from './scripted-engine.ts';
import { type RunningServer, startServer } from './thrift-server.ts';

let engine: ScriptedEngine;
let server: RunningServer;
const clients: DBSQLClient[] = [];
/** Well above what travels inline. */
const rows = 200_000;

async function connect(): Promise<DBSQLClient> {
  const client = new DBSQLClient({ logger: { log: () => undefined } });
  clients.push(client);
  await client.connect({
    host: '127.0.0.1',
    port: server.port,
    path: '/sql/1.0/warehouses/sample',
    token: 'token',
    customCaCert: Buffer.from(server.ca),
    telemetryEnabled: false,
    preserveBigNumericPrecision: true,
  });
  return client;
}

/** Starts the server anew, with other options. */
async function restart(options: Parameters<typeof startServer>[2]): Promise<void> {
  await server.close();
  server = await startServer(engine, sampleCatalog, options);
}

async function session(options: Parameters<DBSQLClient['openSession']>[0] = {}) {
  return (await connect()).openSession(options);
}

beforeEach(async () => {
  engine = new ScriptedEngine();
  server = await startServer(engine, sampleCatalog, { inlineBytes: 512 * 1024, fileBytes: 64 * 1024 });
});

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
  await server.close();
});

function decimals(values: readonly (bigint | null)[]): Vector {
  const words = new Uint32Array(values.length * 4);
  const view = new BigUint64Array(words.buffer);
  for (const [i, value] of values.entries()) {
    view[i * 2] = BigInt.asUintN(64, value ?? 0n);
    view[i * 2 + 1] = BigInt.asUintN(64, (value ?? 0n) >> 64n);
  }
  const bits = values.reduce((mask, value, i) => (value === null ? mask : mask | (1 << i)), 0);
  return new Vector([
    makeData({
      type: new Decimal(2, 38),
      length: values.length,
      nullCount: values.filter((value) => value === null).length,
      nullBitmap: Uint8Array.of(bits),
      data: words,
    }),
  ]);
}

function manyTypes() {
  const micros = BigInt64Array.of(1_623_785_696_789_000n, 0n);
  return resultOf([
    { name: 'flag', typeText: 'BOOLEAN', vector: vectorFromArray([true, null]) },
    { name: 'number', typeText: 'INT', vector: vectorFromArray([-7, null], new Int32()) },
    { name: 'big', typeText: 'BIGINT', vector: vectorFromArray([9_007_199_254_740_993n, null]) },
    { name: 'ratio', typeText: 'DOUBLE', vector: vectorFromArray([1.5, null], new Float64()) },
    { name: 'text', typeText: 'STRING', vector: vectorFromArray(['こんにちは 🦆', ''], new Utf8()) },
    { name: 'bytes', typeText: 'BINARY', vector: vectorFromArray([Uint8Array.of(0, 255), null], new Binary()) },
    { name: 'day', typeText: 'DATE', vector: vectorFromArray([new Date('2024-02-29'), null], new DateDay()) },
    {
      name: 'at',
      typeText: 'TIMESTAMP',
      vector: new Vector([
        makeData({
          type: new Timestamp(TimeUnit.MICROSECOND, 'Etc/UTC'),
          length: 2,
          nullCount: 1,
          nullBitmap: Uint8Array.of(1),
          data: micros,
        }),
      ]),
    },
    { name: 'price', typeText: 'DECIMAL(38,2)', vector: decimals([10n ** 38n - 1n, null]) },
    {
      name: 'list',
      typeText: 'ARRAY<INT>',
      vector: vectorFromArray([[1, null, 3], null], new List(new Field('element', new Int32(), true))),
    },
    {
      name: 'object',
      typeText: 'STRUCT<a: INT, b: STRING>',
      vector: vectorFromArray(
        [{ a: 1, b: 'x' }, null],
        new Struct<{ a: Int32; b: Utf8 }>([new Field('a', new Int32(), true), new Field('b', new Utf8(), true)]),
      ),
    },
    {
      name: 'months',
      typeText: 'INTERVAL YEAR TO MONTH',
      vector: new Vector([
        makeData({
          type: new IntervalYearMonth(),
          length: 2,
          nullCount: 1,
          nullBitmap: Uint8Array.of(1),
          data: Int32Array.of(-14, 0),
        }),
      ]),
    },
    {
      name: 'span',
      typeText: 'INTERVAL DAY TO SECOND',
      vector: new Vector([
        makeData({
          type: new DurationMicrosecond(),
          length: 2,
          nullCount: 1,
          nullBitmap: Uint8Array.of(1),
          data: BigInt64Array.of(93_784_000_001n, 0n),
        }),
      ]),
    },
    { name: 'nothing', typeText: 'VOID', vector: new Vector([makeData({ type: new Null(), length: 2 })]) },
  ]);
}

const expectedTypes = [
  {
    flag: true,
    number: -7,
    big: 9_007_199_254_740_993n,
    ratio: 1.5,
    text: 'こんにちは 🦆',
    bytes: Buffer.from([0, 255]),
    day: new Date('2024-02-29'),
    at: new Date('2021-06-15T19:34:56.789Z'),
    price: `${'9'.repeat(36)}.99`,
    list: [1, null, 3],
    object: { a: 1, b: 'x' },
    months: '-1-2',
    span: '1 02:03:04.000001000',
    nothing: null,
  },
  {
    flag: null,
    number: null,
    big: null,
    ratio: null,
    text: '',
    bytes: null,
    day: null,
    at: null,
    price: null,
    list: null,
    object: null,
    months: null,
    span: null,
    nothing: null,
  },
];

describe('the official driver reads', () => {
  it.each([
    ['inline Arrow', { useCloudFetch: false, useLZ4Compression: false }],
    ['inline Arrow in LZ4 frames', { useCloudFetch: false, useLZ4Compression: true }],
    ['inline Arrow where it takes links', { useCloudFetch: true }],
  ])('every type from %s', async (_, options) => {
    engine.on('SELECT types', manyTypes);
    const operation = await (await session()).executeStatement('SELECT types', options);
    expect(await operation.fetchAll()).toEqual(expectedTypes);
    expect(server.service.openOperations).toBe(0);
  });

  it('every type from links, intervals as text', async () => {
    await restart({ inlineBytes: 1 });
    engine.on('SELECT types', manyTypes);
    const operation = await (await session()).executeStatement('SELECT types');
    expect(await operation.fetchAll()).toEqual(expectedTypes);
    expect(server.downloads).toHaveLength(1);
    await operation.close();
  });

  it('a large result from links, whole and in order', async () => {
    engine.on('SELECT many', () => numbers(rows));
    const operation = await (await session()).executeStatement('SELECT many');
    const got = (await operation.fetchAll()) as { id: bigint }[];
    expect(got.length).toBe(rows);
    expect(got.findIndex((row, i) => row.id !== BigInt(i))).toBe(-1);
    expect(server.downloads.length).toBeGreaterThan(10);
    await operation.close();
    expect(server.service.openOperations).toBe(0);
  });

  it.each([
    ['inline Arrow', { useCloudFetch: false, useLZ4Compression: false }],
    ['inline Arrow in LZ4 frames', { useCloudFetch: false, useLZ4Compression: true }],
  ])('a large result page by page from %s', async (_, options) => {
    engine.on('SELECT many', () => numbers(rows));
    const operation = await (await session()).executeStatement('SELECT many', options);
    const got: { id: bigint }[] = [];
    while (await operation.hasMoreRows()) {
      got.push(...((await operation.fetchChunk({ maxRows: 70_001 })) as { id: bigint }[]));
    }
    expect(got.length).toBe(rows);
    expect(got.findIndex((row, i) => row.id !== BigInt(i))).toBe(-1);
    expect(server.downloads).toEqual([]);
    await operation.close();
  });

  it('a pinned result from the files of the last time, whose rows are not computed again', async () => {
    const computed: number[] = [];
    engine.on('SELECT pinned', ({ isKept }) => {
      const isThere = isKept('pinned');
      computed.push(isThere ? 0 : rows);
      return { ...numbers(rows), ...(isThere ? { batches: resultOf([]).batches } : {}), cacheKey: 'pinned' };
    });
    const using = await session();
    for (const useCloudFetch of [true, true, false]) {
      const operation = await using.executeStatement('SELECT pinned', { useCloudFetch });
      expect(await operation.fetchAll()).toHaveLength(rows);
      await operation.close();
    }
    expect(computed).toEqual([rows, 0, rows]);
  });

  it('a result without rows, and DDL', async () => {
    engine.on('SELECT none', () => numbers(0));
    engine.on('CREATE TABLE t', () => resultOf([]));
    const open = await session();
    expect(await (await open.executeStatement('SELECT none')).fetchAll()).toEqual([]);
    expect(await (await open.executeStatement('CREATE TABLE t')).fetchAll()).toEqual([]);
  });

  it('a result that is asked for without direct results', async () => {
    engine.on('SELECT types', manyTypes);
    const operation = await (await session()).executeStatement('SELECT types', { maxRows: null });
    expect(await operation.fetchAll()).toEqual(expectedTypes);
    const schema = await operation.getSchema();
    expect(schema?.columns.map((column) => column.columnName)).toEqual(Object.keys(expectedTypes[0] ?? {}));
    await operation.close();
  });

  it('the count of changed rows', async () => {
    engine.on('INSERT INTO t', () =>
      resultOf(
        [
          { name: 'num_affected_rows', typeText: 'BIGINT', vector: vectorFromArray([3n]) },
          { name: 'num_inserted_rows', typeText: 'BIGINT', vector: vectorFromArray([3n]) },
        ],
        [],
        { modifiedRows: 3 },
      ),
    );
    const operation = await (await session()).executeStatement('INSERT INTO t');
    expect(Number((await operation.status()).numModifiedRows)).toBe(3);
    expect(await operation.fetchAll()).toEqual([{ num_affected_rows: 3n, num_inserted_rows: 3n }]);
  });
});

describe('the official driver sends', () => {
  it('parameters by order and by name', async () => {
    engine.on('SELECT ?', () => numbers(1));
    engine.on('SELECT :a', () => numbers(1));
    const open = await session();
    await open.executeStatement('SELECT ?', { ordinalParameters: [7, 'x', null, true] });
    await open.executeStatement('SELECT :a', { namedParameters: { a: 1.5 } });
    expect(engine.executions[0]).toMatchObject({
      parameters: [
        { ordinal: 1, type: 'INTEGER', value: '7' },
        { ordinal: 2, type: 'STRING', value: 'x' },
        { ordinal: 3, type: 'STRING' },
        { ordinal: 4, type: 'BOOLEAN', value: 'TRUE' },
      ],
    });
    expect(engine.executions[0]?.parameters[2]).not.toHaveProperty('value');
    expect(engine.executions[1]?.parameters).toEqual([{ name: 'a', type: 'DOUBLE', value: '1.5' }]);
  });

  it('the namespace and time zone of the session, and changes of both', async () => {
    engine.on('SELECT 1', () => numbers(1));
    const open = await session({
      initialCatalog: 'samples',
      initialSchema: 'tpch',
      configuration: { TIMEZONE: 'America/Los_Angeles' },
    });
    const run = async (sql: string) => (await open.executeStatement(sql)).fetchAll();
    await run('SELECT 1');
    await run('USE CATALOG main');
    await run('SELECT 1');
    await run('use `sales`;');
    await run("SET TIME ZONE 'Europe/Berlin'");
    await run('SELECT 1');
    await run('USE main.jdbc_test_schema');
    await run('SELECT 1');
    expect(engine.executions.map((execution) => execution.session)).toEqual([
      { catalog: 'samples', schema: 'tpch', timeZone: 'America/Los_Angeles' },
      { catalog: 'main', schema: 'default', timeZone: 'America/Los_Angeles' },
      { catalog: 'main', schema: 'sales', timeZone: 'Europe/Berlin' },
      { catalog: 'main', schema: 'jdbc_test_schema', timeZone: 'Europe/Berlin' },
    ]);
    await expect(run('USE SCHEMA nowhere')).rejects.toThrow(/\[SCHEMA_NOT_FOUND\].*SQLSTATE: 42704/);
  });
});

describe('the official driver meets', () => {
  it('a failed statement, worded as the warehouse words it', async () => {
    const message = '[TABLE_OR_VIEW_NOT_FOUND] The table or view `t` cannot be found. SQLSTATE: 42P01; line 1 pos 14';
    engine.on('SELECT * FROM t', () => {
      throw new SqlError('TABLE_OR_VIEW_NOT_FOUND', '42P01', message, { relationName: '`t`' });
    });
    const open = await session();
    await expect(open.executeStatement('SELECT * FROM t')).rejects.toMatchObject({
      name: 'Status Error',
      message: `Error running query: [TABLE_OR_VIEW_NOT_FOUND] org.apache.spark.sql.catalyst.ExtendedAnalysisException: ${message}`,
    });
    expect(server.service.openOperations).toBe(0);
  });

  it('a fault of the service without a word of what it was', async () => {
    const open = await session();
    const failure = await open.executeStatement('SELECT secret').catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'Status Error', message: expect.stringContaining('SQLSTATE: XX000') });
    expect(JSON.stringify(failure)).not.toContain('secret');
  });

  it('the end of a statement that it cancelled, and the engine hears of it', async () => {
    const started = Promise.withResolvers<AbortSignal>();
    engine.on('SELECT slow', ({ signal }) => {
      started.resolve(signal);
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    });
    const open = await session();
    const operation = await open.executeStatement('SELECT slow', { maxRows: null });
    const signal = await started.promise;
    const reading = operation.fetchAll();
    const outcome = expect(reading).rejects.toMatchObject({ errorCode: 'CANCELED' });
    expect((await operation.status()).operationState).toBe(1);
    await operation.cancel();
    await outcome;
    expect(signal.aborted).toBe(true);
  });

  it('a statement whose session is closed under it', async () => {
    const started = Promise.withResolvers<AbortSignal>();
    engine.on('SELECT slow', ({ signal }) => {
      started.resolve(signal);
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    });
    const open = await session();
    const operation = await open.executeStatement('SELECT slow', { maxRows: null });
    const signal = await started.promise;
    await server.service.close();
    expect(signal.aborted).toBe(true);
    await expect(operation.status()).rejects.toMatchObject({ name: 'Status Error' });
  });
});

describe('the official driver lists', () => {
  it('catalogs, schemas, tables and columns', async () => {
    const open = await session();
    expect(await (await open.getCatalogs()).fetchAll()).toEqual([{ TABLE_CAT: 'main' }, { TABLE_CAT: 'samples' }]);
    expect(await (await open.getSchemas({ catalogName: 'main', schemaName: 'jdbc%' })).fetchAll()).toEqual([
      { TABLE_SCHEM: 'jdbc_test_schema', TABLE_CATALOG: 'main' },
    ]);
    const names = async (request: Parameters<typeof open.getTables>[0]) =>
      (await (await open.getTables(request)).fetchAll()).map((row) => (row as { TABLE_NAME: string }).TABLE_NAME);
    expect(await names({ catalogName: 'main', schemaName: 'sales', tableName: 'order%' })).toEqual([
      'orders',
      'order_lines',
    ]);
    expect(await names({ catalogName: 'main', tableTypes: ['VIEW'] })).toEqual(['recent']);
    const columns = await open.getColumns({ catalogName: 'main', schemaName: 'sales', tableName: 'orders' });
    expect(await columns.fetchAll()).toMatchObject([
      { COLUMN_NAME: 'id', DATA_TYPE: -5, TYPE_NAME: 'BIGINT', NULLABLE: 0, REMARKS: 'the key', ORDINAL_POSITION: 1 },
      { COLUMN_NAME: 'price', TYPE_NAME: 'DECIMAL(18,2)', COLUMN_SIZE: 18, DECIMAL_DIGITS: 2, IS_NULLABLE: 'YES' },
      { COLUMN_NAME: 'tags', TYPE_NAME: 'ARRAY<STRING>', ORDINAL_POSITION: 3 },
    ]);
  });

  it('types, table types, functions, keys and facts about the server', async () => {
    const open = await session();
    expect(await (await open.getTypeInfo()).fetchAll()).toContainEqual(
      expect.objectContaining({ TYPE_NAME: 'DECIMAL', PRECISION: 38 }),
    );
    expect(await (await open.getTableTypes()).fetchAll()).toEqual([{ TABLE_TYPE: 'TABLE' }, { TABLE_TYPE: 'VIEW' }]);
    expect(await (await open.getFunctions({ functionName: '%' })).fetchAll()).toEqual([]);
    expect(await (await open.getPrimaryKeys({ schemaName: 'sales', tableName: 'orders' })).fetchAll()).toEqual([]);
    expect((await open.getInfo(17)).getValue()).toBe('Spark SQL');
    await expect(open.getInfo(72)).rejects.toThrow('Unrecognized GetInfoType value: 72.');
  });
});

describe('the service', () => {
  it('never lets a lost answer turn into lost rows', async () => {
    engine.on('SELECT many', () => numbers(rows));
    const operation = await (await session()).executeStatement('SELECT many', { useCloudFetch: false, maxRows: 10 });
    server.dropAnswerTo('FetchResults');
    await expect(operation.fetchAll()).rejects.toThrow('socket hang up');
  });

  it('serves a file again whose download failed', async () => {
    engine.on('SELECT many', () => numbers(rows));
    const operation = await (await session()).executeStatement('SELECT many');
    server.dropDownload();
    const got = (await operation.fetchAll()) as { id: bigint }[];
    expect(got.length).toBe(rows);
    expect(got.findIndex((row, i) => row.id !== BigInt(i))).toBe(-1);
    expect(server.downloads.length).toBe(new Set(server.downloads).size + 1);
    await operation.close();
  });

  it('forgets closed sessions, and sessions that nobody uses', async () => {
    let now = 1_000_000;
    await restart({ now: () => now, idleSessionMs: 60_000 });
    const first = await session();
    await session();
    expect(server.service.openSessions).toBe(2);
    await first.close();
    expect(server.service.openSessions).toBe(1);
    now += 59_000;
    server.service.closeIdleSessions();
    expect(server.service.openSessions).toBe(1);
    now += 1000;
    server.service.closeIdleSessions();
    expect(server.service.openSessions).toBe(0);
  });
});
