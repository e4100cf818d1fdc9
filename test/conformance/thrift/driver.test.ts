import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { DBSQLClient } from '@databricks/sql';
import { Field, Int32, makeData, RecordBatch, Schema, Struct, Utf8, vectorFromArray } from 'apache-arrow';
import { afterEach, describe, expect, it } from 'vitest';
import type { SqlResult } from '../../../src/sample-warehouse/sql/sql-engine.ts';
import { statusResponse } from '../../../src/sample-warehouse/thrift/protocol/responses.ts';
import { writeReply } from '../../../src/sample-warehouse/thrift/wire/message.ts';
import { makeCertificates } from '../../../src/sample-warehouse/tls/make-certificates.ts';
import { sampleCatalog } from '../../integration/sample-warehouse/thrift/sample-catalog.ts';
import { ScriptedEngine } from '../../integration/sample-warehouse/thrift/scripted-engine.ts';
import { startServer } from '../../integration/sample-warehouse/thrift/thrift-server.ts';
import { readExchange, recordedResult, resultFrom } from './recorded-exchange.ts';

const folder = process.env.REPLICATOR_RECORDINGS ?? '';
const title =
  folder === ''
    ? 'the driver on recorded answers (skipped: REPLICATOR_RECORDINGS names no folder of recordings)'
    : 'the driver on recorded answers';

const sql = 'SELECT recorded';
const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function openSession(port: number, ca: string) {
  const client = new DBSQLClient({ logger: { log: () => undefined } });
  await client.connect({
    host: '127.0.0.1',
    port,
    path: '/sql/1.0/warehouses/recorded',
    token: 'token',
    customCaCert: Buffer.from(ca),
    telemetryEnabled: false,
    preserveBigNumericPrecision: true,
  });
  closers.push(() => client.close());
  return client.openSession();
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Answers every call with the recorded bytes for its method, under the call's own sequence number. */
async function recordedSession(answers: Readonly<Record<string, string>>) {
  const { ca, certificate, key } = await makeCertificates();
  const bodies = new Map<string, Buffer>();
  for (const [method, name] of Object.entries(answers)) bodies.set(method, (await readExchange(folder, name)).response);
  const server = createServer({ cert: certificate, key }, async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const call = Buffer.concat(parts);
    const nameEnd = 8 + call.readInt32BE(4);
    const method = call.toString('utf8', 8, nameEnd);
    // Closing was not recorded on a warehouse with this shape; its answer is a status and nothing else.
    const closed = () => writeReply({ method, sequenceId: 0 }, statusResponse, { status: { statusCode: 0 } });
    const copy = Buffer.from(bodies.get(method) ?? closed());
    call.copy(copy, nameEnd, nameEnd, nameEnd + 4);
    response.writeHead(200, { 'content-type': 'application/x-thrift' }).end(copy);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => stop(server));
  return openSession((server.address() as AddressInfo).port, ca);
}

async function sampleSession(answer: () => SqlResult | Promise<SqlResult>) {
  const engine = new ScriptedEngine();
  engine.on(sql, answer);
  const server = await startServer(engine, sampleCatalog, {
    defaults: { catalog: 'main', schema: 'default', timeZone: 'America/Los_Angeles' },
  });
  closers.push(() => server.close());
  return openSession(server.port, server.ca);
}

type Session = Awaited<ReturnType<typeof openSession>>;

async function execute(session: Session) {
  const operation = await session.executeStatement(sql);
  const rows = await operation.fetchAll();
  const schema = await operation.getSchema();
  const { numModifiedRows } = await operation.status();
  return { rows, schema, numModifiedRows: Number(numModifiedRows ?? 0) };
}

const open = '01-open-session-warehouse';

describe.skipIf(folder === '')(title, () => {
  it.each([
    ['03-execute-select-arrow-lz4-native', {}],
    ['06-execute-insert-numModifiedRows', { modifiedRows: 1 }],
  ])('reads from the sample warehouse what it reads from %s', async (name, extra) => {
    const { response } = await readExchange(folder, name);
    const recorded = await execute(await recordedSession({ OpenSession: open, ExecuteStatement: name }));
    const given = await execute(await sampleSession(() => recordedResult(response, extra)));
    expect(recorded.rows).toHaveLength(1);
    expect(given).toEqual(recorded);
  });

  it('reads columns as it reads them from a recording', async () => {
    const name = '09-execute-column-based-set';
    const recorded = await execute(await recordedSession({ OpenSession: open, ExecuteStatement: name }));
    const schema = new Schema([new Field('id', new Int32(), true), new Field('test_string', new Utf8(), true)]);
    const rows = recorded.rows as { id: number; test_string: string | null }[];
    const ids = vectorFromArray(
      rows.map((row) => row.id),
      new Int32(),
    );
    const texts = vectorFromArray(
      rows.map((row) => row.test_string),
      new Utf8(),
    );
    const children = [...ids.data, ...texts.data];
    const type = new Struct(schema.fields);
    const batch = new RecordBatch(schema, makeData({ type, length: rows.length, nullCount: 0, children }));
    const columns = [
      { name: 'id', typeText: 'INT', comment: null, nullable: true },
      { name: 'test_string', typeText: 'STRING', comment: null, nullable: true },
    ];
    const given = await execute(await sampleSession(() => resultFrom(columns, schema, [batch])));
    expect(given).toEqual(recorded);
    expect(rows[4]).toEqual({ id: 5, test_string: null });
  });

  it('fails alike, but for the frames of the stack', async () => {
    const session = await recordedSession({ OpenSession: open, ExecuteStatement: '08-execute-syntax-error-warehouse' });
    await expect(session.executeStatement(sql)).rejects.toMatchObject({
      name: 'Status Error',
      code: -1,
      message: expect.stringMatching(/^Error running query: \[PARSE_SYNTAX_ERROR\] .*SQLSTATE: 42601/s),
    });
  });

  it('lists tables as it lists them from a recording', async () => {
    const request = {
      catalogName: 'main',
      schemaName: 'jdbc_test_schema',
      tableName: 'catalog_and_schema_test_table',
    };
    const list = async (session: Session) => {
      const operation = await session.getTables(request);
      return { rows: await operation.fetchAll(), schema: await operation.getSchema() };
    };
    const recorded = await list(await recordedSession({ OpenSession: open, GetTables: '11-get-tables-warehouse' }));
    const given = await list(await sampleSession(() => resultFrom([], new Schema([]), [])));
    expect(recorded.rows).toHaveLength(1);
    expect(given).toEqual(recorded);
  });
});
