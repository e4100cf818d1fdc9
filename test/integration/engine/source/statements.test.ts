import { afterEach, describe, expect, it } from 'vitest';
import { eightChunks, openWarehouse, type WarehouseFixture } from './warehouse-fixture.ts';

/** The machine may have other things to do. */
const patient = { timeout: 30_000 };
const never = new AbortController().signal;

describe('statements on a warehouse with troubles', () => {
  let fixture: WarehouseFixture;

  async function open(...parameters: Parameters<typeof openWarehouse>): Promise<WarehouseFixture> {
    fixture = await openWarehouse(...parameters);
    return fixture;
  }

  afterEach(() => fixture.close());

  it('starts a warehouse that is stopped, and waits for it', async () => {
    const { source, warehouse } = await open({ warehouseState: 'STOPPED' });
    const result = await source.bulk.execute('ROWS 10', never);
    expect(result.manifest.totalRows).toBe(10);
    expect(warehouse.warehouse.state).toBe('RUNNING');
  });

  it('starts the warehouse when it turned the statement down', async () => {
    const { source, warehouse } = await open();
    const message = 'The request could not be processed by the warehouse.';
    const fault = warehouse.faults.add({
      operation: 'submit',
      effect: { kind: 'status', status: 400, errorCode: 'BAD_REQUEST', message },
    });
    warehouse.warehouse.setState('STOPPED');
    const result = await source.bulk.execute('ROWS 10', never);
    expect(result.manifest.totalRows).toBe(10);
    expect(fault.met()).toBe(1);
  });

  it('says so when the warehouse has been deleted', async () => {
    const { source } = await open({ warehouseState: 'DELETED' });
    await expect(source.bulk.execute('ROWS 10', never)).rejects.toMatchObject({ code: 'source.warehouseGone' });
  });

  it('waits as long as a busy workspace asks', async () => {
    const { source, warehouse } = await open();
    warehouse.faults.add({
      operation: 'submit',
      effect: { kind: 'status', status: 429, retryAfterSeconds: 1, errorCode: 'REQUEST_LIMIT_EXCEEDED' },
    });
    const start = performance.now();
    await source.bulk.execute('ROWS 10', never);
    // A second is asked for, and the test's own timing caps it.
    expect(performance.now() - start).toBeGreaterThanOrEqual(290);
  });

  it('gives up after three attempts', async () => {
    const { source, warehouse } = await open();
    const effect = { kind: 'status', status: 503, errorCode: 'TEMPORARILY_UNAVAILABLE' } as const;
    const fault = warehouse.faults.add({ operation: 'submit', times: 'always', effect });
    await expect(source.bulk.execute('ROWS 10', never)).rejects.toMatchObject({ code: 'network.unavailable' });
    expect(fault.met()).toBe(3);
  });

  it('asks for another token when one has run out', async () => {
    const { source, warehouse, tokenRequests } = await open();
    warehouse.faults.add({ operation: 'submit', effect: { kind: 'invalidToken' } });
    await source.bulk.execute('ROWS 10', never);
    expect(tokenRequests.slice(0, 2)).toEqual([false, true]);
  });

  it('fails when the other token is turned down too', async () => {
    const { source, warehouse, tokenRequests } = await open();
    const fault = warehouse.faults.add({ operation: 'submit', times: 'always', effect: { kind: 'invalidToken' } });
    await expect(source.bulk.execute('ROWS 10', never)).rejects.toMatchObject({ code: 'auth.rejected' });
    expect(tokenRequests).toEqual([false, true]);
    expect(fault.met()).toBe(2);
  });

  it.each([
    { sqlState: 'XX000', errorClass: 'INTERNAL_ERROR', executions: 2 },
    { sqlState: '42703', errorClass: 'UNRESOLVED_COLUMN.WITH_SUGGESTION', executions: 1 },
  ])('executes a statement that failed with $sqlState $executions times', async ({ executions, ...failure }) => {
    const { source, warehouse } = await open();
    const message = `[${failure.errorClass}] So it is. SQLSTATE: ${failure.sqlState}`;
    const fault = warehouse.faults.add({
      operation: 'statement',
      times: 'always',
      effect: { kind: 'failStatement', ...failure, message },
    });
    await expect(source.bulk.execute('ROWS 10', never)).rejects.toMatchObject({ message, facts: failure });
    expect(fault.met()).toBe(executions);
  });

  it('refuses a result that was cut short', async () => {
    const { source, warehouse } = await open();
    warehouse.faults.add({ operation: 'submit', effect: { kind: 'truncate', rows: 5 } });
    await expect(source.bulk.execute('ROWS 10', never)).rejects.toMatchObject({ code: 'integrity.truncated' });
  });

  it('takes statements without rows and without columns', async () => {
    const { source } = await open();
    const none = await source.bulk.execute('ROWS 0', never);
    expect(none.manifest).toMatchObject({ totalRows: 0, chunks: [] });
    expect(none.manifest.columns.map((column) => column.typeText)).toEqual(['INT', 'STRING']);
    const ddl = await source.bulk.execute('CREATE TABLE t', never);
    expect(ddl.manifest).toMatchObject({ totalRows: 0, chunks: [], columns: [] });
    const request = { streamId: 'nothing', result: none, chunks: [], parallel: 2 };
    expect(await source.fetcher.fetch(request, never)).toEqual({
      wireBytes: 0,
      retries: 0,
      downloadMs: 0,
      decodeMs: 0,
    });
  });

  it('cancels a statement within a second, also while it is being submitted', async () => {
    const { source, warehouse, engine } = await open();
    const cancelled = warehouse.faults.add({ operation: 'cancel', effect: { kind: 'latency', ms: 0 } });
    const controller = new AbortController();
    const outcome = source.bulk.execute('WAIT', controller.signal).catch((thrown: unknown) => thrown);
    await expect.poll(() => engine.executed, patient).toEqual(['WAIT']);
    const start = performance.now();
    controller.abort();
    expect(await outcome).toMatchObject({ code: 'run.cancelled' });
    expect(performance.now() - start).toBeLessThan(1000);
    await expect.poll(() => cancelled.met(), patient).toBe(1);
  });

  it('takes up a result again, until it has gone', async () => {
    const { source } = await open();
    const first = await source.bulk.execute(eightChunks, never);
    const again = await source.bulk.reattach(first.statementId, never);
    expect(again?.manifest).toEqual(first.manifest);
    const last = first.manifest.chunks.length - 1;
    expect(await again?.locate(last, { fresh: false, signal: never })).toMatchObject({ kind: 'link' });
    first.close();
    await expect.poll(() => source.bulk.reattach(first.statementId, never), patient).toBeUndefined();
    expect(await source.bulk.reattach('01f00000-0000-1000-8000-000000000000', never)).toBeUndefined();
  });

  it.each([1, 'all'] as const)(
    'fetches with %s links in each answer, asking no more often than needed',
    async (many) => {
      const { source, warehouse, sink } = await open({ linksPerResponse: many });
      const asked = warehouse.faults.add({
        operation: 'chunk-link',
        times: 'always',
        effect: { kind: 'latency', ms: 0 },
      });
      const result = await source.bulk.execute(eightChunks, never);
      const { chunks } = result.manifest;
      await source.fetcher.fetch({ streamId: 'links', result, chunks, parallel: 3 }, never);
      expect((await sink.ended('links')).chunks.size).toBe(chunks.length);
      expect(asked.met()).toBe(many === 1 ? chunks.length - 1 : 0);
    },
  );
});
