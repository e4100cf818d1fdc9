import { afterEach, describe, expect, it } from 'vitest';
import { openWarehouse, type WarehouseFixture } from './warehouse-fixture.ts';

/** The machine may have other things to do. */
const patient = { timeout: 30_000 };
const never = new AbortController().signal;
let fixture: WarehouseFixture;

async function open(...parameters: Parameters<typeof openWarehouse>): Promise<WarehouseFixture> {
  fixture = await openWarehouse(...parameters);
  return fixture;
}

afterEach(() => fixture.close());

describe('Unity Catalog', () => {
  it('lists over many pages, some of them empty, without waking the warehouse', async () => {
    const { source, warehouse } = await open({ pageLength: 7, warehouseState: 'STOPPED' });
    warehouse.faults.add({ operation: 'catalog-tables', nth: 2, effect: { kind: 'emptyPage' } });
    expect(await source.catalog.listCatalogs(never)).toEqual(['main', 'samples']);
    expect(await source.catalog.listSchemas('main', never)).toEqual(['shop']);
    expect(await source.catalog.listSchemas('samples', never)).toEqual([]);
    const tables = await source.catalog.listTables('main', 'shop', never);
    expect(tables).toHaveLength(61);
    expect(tables.at(-1)).toEqual({ name: { catalog: 'main', schema: 'shop', table: 'v' }, kind: 'VIEW' });
    expect(warehouse.warehouse.state).toBe('STOPPED');
  });

  it('describes a table', async () => {
    const { source } = await open();
    const name = { catalog: 'main', schema: 'shop', table: 't00' };
    expect(await source.catalog.describeTable(name, never)).toEqual({
      name,
      kind: 'MANAGED',
      format: 'DELTA',
      columns: [
        { name: 'id', typeText: 'bigint', nullable: false, comment: 'the key' },
        { name: 'price', typeText: 'decimal(18,2)', nullable: true },
        { name: 'tags', typeText: 'array<string>', nullable: true },
      ],
      partitionColumns: [],
      filtered: false,
    });
  });

  it('names the table that is not there', async () => {
    const { source } = await open();
    const name = { catalog: 'main', schema: 'shop', table: 'no/such table' };
    await expect(source.catalog.describeTable(name, never)).rejects.toMatchObject({
      code: 'source.notFound',
      subject: { table: 'main.shop.no/such table' },
    });
  });
});

describe('the control session', () => {
  it('gives rows, opening one session only', async () => {
    const { source, warehouse } = await open();
    const opened = warehouse.faults.add({
      operation: 'thrift-open-session',
      times: 'always',
      effect: { kind: 'latency', ms: 0 },
    });
    const control = source.control();
    const [rows, instants] = await Promise.all([control.query('ROWS 2', never), control.query('TIMESTAMPS', never)]);
    expect(rows).toEqual([
      { id: 0, name: 'row 0' },
      { id: 1, name: 'row 1' },
    ]);
    expect(instants).toEqual([{ ts: '2021-06-15T19:34:56.789Z' }, { ts: null }]);
    expect(await control.query('INSERT INTO t', never)).toEqual([{ num_affected_rows: 1n, num_inserted_rows: 1n }]);
    expect(await control.query('CREATE TABLE t', never)).toEqual([]);
    expect(opened.met()).toBe(1);
  });

  it('says what is wrong with a statement as the other wire does', async () => {
    const { source } = await open();
    const outcomes = await Promise.allSettled([
      source.control().query('SELEC 1', never),
      source.bulk.execute('SELEC 1', never),
    ]);
    const thrown = outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason : undefined));
    for (const error of thrown) {
      expect(error).toMatchObject({
        code: 'source.invalidSql',
        facts: { errorClass: 'PARSE_SYNTAX_ERROR', sqlState: '42601' },
        message: expect.stringMatching(/^\[PARSE_SYNTAX_ERROR\] Syntax error/),
      });
    }
  });

  it('tries again what the driver does not', async () => {
    const { source, warehouse } = await open();
    const fault = warehouse.faults.add({
      operation: 'thrift-execute',
      times: 2,
      effect: { kind: 'status', status: 503, retryAfterSeconds: 0 },
    });
    expect(await source.control().query('ROWS 1', never)).toHaveLength(1);
    expect(fault.met()).toBe(2);
  });

  it('asks for another token when one has run out', async () => {
    const { source, warehouse, tokenRequests } = await open();
    const control = source.control();
    await control.query('ROWS 1', never);
    warehouse.faults.add({ operation: 'thrift-execute', effect: { kind: 'invalidToken' } });
    expect(await control.query('ROWS 1', never)).toHaveLength(1);
    expect(tokenRequests).toContain(true);
  });

  it('stops within a second of the cancel, and tells the server', async () => {
    const { source, warehouse, engine } = await open();
    const told = warehouse.faults.add({ operation: 'thrift-cancel', effect: { kind: 'latency', ms: 0 } });
    const controller = new AbortController();
    const outcome = source
      .control()
      .query('WAIT', controller.signal)
      .catch((thrown: unknown) => thrown);
    await expect.poll(() => engine.executed, patient).toEqual(['WAIT']);
    const start = performance.now();
    controller.abort();
    expect(await outcome).toMatchObject({ code: 'run.cancelled' });
    expect(performance.now() - start).toBeLessThan(1000);
    await expect.poll(() => told.met(), patient).toBe(1);
  });
});
