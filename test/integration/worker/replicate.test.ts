import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ReplicationRequest } from '../../../src/shared/protocol/engine-protocol.ts';
import { readCopy } from '../../support/read-copy.ts';
import { ServedTables } from '../../support/served-tables.ts';
import { addressOf, documentOf, WorkerFixture } from '../../support/worker-fixture.ts';

let served: ServedTables;
let worker: WorkerFixture;
let folder: string;
let files = 0;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'worker-'));
  // Small result files, so that a run is many chunks.
  served = await ServedTables.start({ scale: 0.05, fileBytes: 400_000 });
  worker = new WorkerFixture(() => served.warehouse.token);
}, 60_000);

afterEach(() => {
  served.warehouse.faults.clear();
  worker.progress.length = 0;
  worker.log.length = 0;
});

afterAll(async () => {
  await worker.close();
  await served.close();
  rmSync(folder, { recursive: true, force: true });
});

function requestFor(tables: string, change: Partial<ReplicationRequest> = {}): ReplicationRequest {
  files += 1;
  return {
    connection: addressOf(served.warehouse),
    replication: documentOf(tables),
    file: path.join(folder, `copy-${files}.duckdb`),
    keepPrevious: false,
    ...change,
  };
}

const lineitem = { source: ['samples', 'tpch', 'lineitem'], target: ['tpch', 'lineitem'] } as const;

/** All downloads but the first few keep people waiting, so that there is a middle of the run. */
function slowDown(): void {
  served.warehouse.faults.add({
    operation: 'download',
    nth: 6,
    times: 'always',
    effect: { kind: 'latency', ms: 1500 },
  });
}

describe('while a run goes on', () => {
  it('both sides can be looked at within a second, at the same file, and it ends well', async () => {
    const request = requestFor('[samples.tpch.lineitem]');
    const { service } = worker;
    const plan = await service.plan('plan', request);
    slowDown();
    const running = service.run('run', request, plan);
    await worker.untilTold('Chunks committed.');
    const times: number[] = [];
    const timed = async (work: () => Promise<unknown>): Promise<void> => {
      const startedAt = performance.now();
      await work();
      times.push(performance.now() - startedAt);
    };
    for (let i = 0; i < 5; i += 1) {
      await timed(() => service.listTables(request.connection, { catalog: 'samples', schema: 'tpch' }));
      await timed(async () => expect((await service.describeFile(request.file)).tables).toEqual([]));
      await timed(() => service.queryFile(`look ${i}`, request.file, 'SELECT 42 AS a', 1));
      await timed(() => service.plan(`plan ${i}`, requestFor('[samples.tpch.nation]', { file: request.file })));
    }
    const stopped = service.queryFile(
      'long',
      request.file,
      'SELECT count(*) FROM range(2000000) a, range(200000) b',
      1,
    );
    const outcome = stopped.catch((error: unknown) => error);
    await timed(() => service.queryFile('beside', request.file, 'SELECT 42 AS a', 1));
    await timed(() => service.cancel('long'));
    await timed(async () => expect(await outcome).toMatchObject({ code: 'run.cancelled' }));
    const looked = worker.progress.at(-1);
    expect(looked?.tables[0]?.phase).toBe('extracting');
    // The promise is a second, on a machine that has little else to do; here others may be busy.
    const [typical = 0] = times.toSorted((a, b) => a - b).slice(Math.floor(times.length / 2));
    expect(typical).toBeLessThan(1000);
    expect(Math.max(...times)).toBeLessThan(20_000);
    served.warehouse.faults.clear();
    expect((await running).state).toBe('done');
    expect(await served.differences(request.file, [lineitem])).toEqual([]);
  });

  it.each([
    ['basic', 'orders', ''],
    ['pandas', 'lineitem', ''],
    // No row of it is in before all of them are there.
    ['pandas', 'lineitem', ', transform: {dropDuplicates: [l_orderkey, l_linenumber]}'],
    ['parquet', 'lineitem', ''],
    ['streaming', 'lineitem', ''],
  ])('trees and previews are answered before it ends (%s, %s%s)', async (level, name, transform) => {
    const { service } = worker;
    const before = requestFor('[samples.tpch.nation]');
    const { connection, file } = before;
    expect((await service.run('before', before, await service.plan('p1', before))).state).toBe('done');
    worker.progress.length = 0;
    const request = requestFor(`[{source: samples.tpch.${name}, level: ${level}${transform}}]`, { file });
    const plan = await service.plan('p2', request);
    slowDown();
    let ended = false;
    const running = service.run('run', request, plan).finally(() => {
      ended = true;
    });
    await vi.waitFor(() => expect(worker.progress.at(-1)?.tables[0]?.rows).toBeGreaterThan(0), { timeout: 60_000 });
    const nation = { schema: 'tpch', table: 'nation' };
    const source = { catalog: 'samples', ...nation };
    const looks: readonly (readonly [what: string, answer: Promise<unknown>, expected: object])[] = [
      ['catalogs', service.listCatalogs(connection), { items: expect.any(Array) }],
      ['tables', service.listTables(connection, source), { items: expect.any(Array) }],
      ['rows of the source', service.previewSource('look there', connection, source, 3), { more: true }],
      ['the file', service.describeFile(file), { tables: [{ name: nation, rows: 25 }] }],
      ['rows of the file', service.previewLocal('look here', file, nation, 3), { more: true }],
    ];
    await Promise.all(
      looks.map(async ([what, answer, expected]) => {
        expect(await answer, what).toMatchObject(expected);
        expect(ended, `${what} only after the end`).toBe(false);
      }),
    );
    expect(worker.progress.at(-1)?.tables[0]?.phase).toBe('extracting');
    served.warehouse.faults.clear();
    expect(await running).toMatchObject({ state: 'done', tables: [{ receipt: { level } }] });
    const copy = { source: ['samples', 'tpch', name], target: ['tpch', name] } as const;
    expect(await served.differences(file, [copy])).toEqual([]);
  });

  it('it is cancelled within a second, and goes on where it stopped', async () => {
    const request = requestFor('[samples.tpch.lineitem]');
    const { service } = worker;
    const plan = await service.plan('plan', request);
    slowDown();
    const running = service.run('to cancel', request, plan);
    await worker.untilTold('Chunks committed.');
    const startedAt = performance.now();
    await service.cancel('to cancel');
    const summary = await running;
    expect(performance.now() - startedAt).toBeLessThan(3000);
    expect(summary.state).toBe('cancelled');
    served.warehouse.faults.clear();
    const resumed = await service.resume('resume', request, 'last');
    expect(resumed).toMatchObject({ runId: summary.runId, state: 'done', tables: [{ receipt: { resumed: true } }] });
    expect(await served.differences(request.file, [lineitem])).toEqual([]);
  });

  it('nothing in its file is dropped or undone', async () => {
    const request = requestFor('[samples.tpch.nation]');
    const beside = requestFor('[samples.tpch.lineitem]', { file: request.file });
    const { service } = worker;
    const { runId } = await service.run('before', request, await service.plan('p1', request));
    const plan = await service.plan('p2', beside);
    slowDown();
    const running = service.run('beside', beside, plan);
    await worker.untilTold('Chunks committed.');
    const nation = { schema: 'tpch', table: 'nation' };
    await expect(service.dropLocal(request.file, nation)).rejects.toMatchObject({ code: 'usage.invalid' });
    await expect(service.undo(request.file, runId)).rejects.toMatchObject({ code: 'usage.invalid' });
    served.warehouse.faults.clear();
    expect((await running).state).toBe('done');
    await service.dropLocal(request.file, nation);
  });

  it('a long query holds up neither its beginning nor its end, and goes on elsewhere', async () => {
    const request = requestFor('[samples.tpch.nation]');
    const { service } = worker;
    const plan = await service.plan('plan', request);
    expect((await service.run('first', request, plan)).state).toBe('done');
    const sql = 'SELECT count(*) FROM range(2000000) a, range(200000) b';
    const query = service.queryFile('endless', request.file, sql, 1).catch((error: unknown) => error);
    await service.describeFile(request.file);
    expect((await service.run('second', request, plan)).state).toBe('done');
    expect(await service.queryFile('beside', request.file, 'SELECT count(*) FROM tpch.nation', 1)).toMatchObject({
      rows: [['25']],
    });
    await service.cancel('endless');
    expect(await query).toMatchObject({ code: 'run.cancelled' });
  });

  it('another run of the same file waits for its turn, and can be cancelled while it waits', async () => {
    const request = requestFor('[samples.tpch.lineitem]');
    const beside = requestFor('[samples.tpch.nation]', { file: request.file });
    const { service } = worker;
    const [plan, small] = [await service.plan('p1', request), await service.plan('p2', beside)];
    slowDown();
    const first = service.run('first', request, plan);
    await worker.untilTold('Chunks committed.');
    const second = service.run('second', beside, small);
    const third = service.run('third', beside, small).catch((error: unknown) => error);
    await service.cancel('third');
    expect(await third).toMatchObject({ code: 'run.cancelled' });
    served.warehouse.faults.clear();
    expect((await first).state).toBe('done');
    expect((await second).state).toBe('done');
    const { tables } = await service.describeFile(request.file);
    expect(tables.map(({ name, rows }) => [name.table, rows])).toEqual([
      ['lineitem', expect.any(Number)],
      ['nation', 25],
    ]);
  });
});

describe('the copies in a file', () => {
  it('say where they came from, and whether they are behind', async () => {
    await served.execute('CREATE TABLE samples.types.fresh AS SELECT 1 AS a');
    const request = requestFor('[samples.types.fresh]');
    const { service } = worker;
    expect((await service.run('run', request, await service.plan('plan', request))).state).toBe('done');
    const [table] = (await service.describeFile(request.file)).tables;
    expect(table?.origin).toMatchObject({
      source: 'samples.types.fresh',
      host: 'the sample warehouse',
      version: 0,
      rows: 1,
      validation: 'counts',
      undoable: false,
    });
    const [fresh] = await service.checkFreshness(request.connection, request.file);
    expect(fresh).toEqual({ target: 'types.fresh', state: 'fresh', reason: 'Source and copy are at version 0.' });
    await served.execute('INSERT INTO samples.types.fresh VALUES (2)');
    const [behind] = await service.checkFreshness(request.connection, request.file);
    expect(behind).toEqual({
      target: 'types.fresh',
      state: 'behind',
      reason: 'The source is at version 1, the copy at 0.',
    });
    const other = addressOf(served.warehouse, { label: 'another workspace' });
    expect(await service.checkFreshness(other, request.file)).toEqual([]);
  });

  it('are put back by undo: the copy before, or none where there was none', async () => {
    const { service } = worker;
    await served.execute('CREATE TABLE samples.types.undone AS SELECT 1 AS a');
    const request = requestFor('[samples.types.undone, samples.tpch.region]', { keepPrevious: true });
    const run = async () => service.run('run', request, await service.plan('plan', request));
    const rows = async () => readCopy(request.file, 'SELECT a FROM types.undone ORDER BY a');
    const first = await run();
    await served.execute('INSERT INTO samples.types.undone VALUES (2)');
    const second = await run();
    await served.execute('INSERT INTO samples.types.undone VALUES (3)');
    const third = await run();
    expect(await rows()).toHaveLength(3);
    const described = await service.describeFile(request.file);
    expect(described.tables.map(({ name }) => name.table)).toEqual(['region', 'undone']);
    expect(described.tables.every(({ origin }) => origin?.undoable === true)).toBe(true);
    const kept = "SELECT count(*) AS n FROM duckdb_tables() WHERE table_name LIKE '%previous%'";
    expect(await readCopy(request.file, kept)).toEqual([{ n: 2n }]);
    await expect(service.undo(request.file, second.runId)).rejects.toMatchObject({
      code: 'run.notUndoable',
      message: expect.stringContaining(third.runId),
    });
    expect(await service.undo(request.file, third.runId)).toEqual([
      'tpch.region is as it was before.',
      'types.undone is as it was before.',
    ]);
    expect(await rows()).toEqual([{ a: 1 }, { a: 2 }]);
    expect((await service.describeFile(request.file)).tables[1]?.origin).toMatchObject({
      runId: second.runId,
      undoable: false,
    });
    // The copy of the first run went when the third one was published.
    await expect(service.undo(request.file, second.runId)).rejects.toMatchObject({ code: 'run.notUndoable' });
    await expect(service.undo(request.file, first.runId)).rejects.toMatchObject({ code: 'run.notUndoable' });
    await expect(service.undo(request.file, 'none')).rejects.toMatchObject({ code: 'run.notFound' });
    expect(await service.verify('verify', request)).toHaveLength(2);
    expect((await run()).state).toBe('done');
  });

  it('are taken away by undo where there was nothing before, and keep their indexes out of the way', async () => {
    const { service } = worker;
    const request = requestFor('[samples.tpch.nation]', { keepPrevious: true });
    const run = async () => service.run('run', request, await service.plan('plan', request));
    const first = await run();
    expect(await service.undo(request.file, first.runId)).toEqual(['tpch.nation is gone: it was not there before.']);
    expect((await service.describeFile(request.file)).tables).toEqual([]);
    await run();
    await changeBeside(
      request.file,
      'CREATE INDEX by_name ON tpch.nation (n_name); CREATE VIEW tpch.names AS SELECT n_name FROM tpch.nation',
    );
    const second = await run();
    expect(second.state).toBe('done');
    await service.undo(request.file, second.runId);
    expect(await readCopy(request.file, 'SELECT count(*) AS n FROM tpch.names')).toEqual([{ n: 25n }]);
    await service.dropLocal(request.file, { schema: 'tpch', table: 'nation' });
    expect((await service.describeFile(request.file)).tables.map(({ name }) => name.table)).toEqual(['names']);
  });
});

/** Changes the file as another program does, as soon as it is let go. */
async function changeBeside(file: string, sql: string): Promise<void> {
  const instance = await vi.waitFor(() => DuckDBInstance.create(file), { timeout: 6000 });
  const connection = await instance.connect();
  await connection.run(sql);
  connection.closeSync();
  instance.closeSync();
}
