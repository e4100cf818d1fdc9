import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ReplicationRequest } from '../../../src/shared/protocol/engine-protocol.ts';
import { ServedTables } from '../../support/served-tables.ts';
import { addressOf, documentOf, WorkerFixture } from '../../support/worker-fixture.ts';

let served: ServedTables;
let folder: string;
let files = 0;
const workers: WorkerFixture[] = [];
let host: ChildProcess | undefined;

function startWorker(getToken: (options: { readonly refresh: boolean }) => string = () => served.warehouse.token) {
  const worker = new WorkerFixture(getToken);
  workers.push(worker);
  return worker;
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'worker-'));
  served = await ServedTables.start({ scale: 0.02, fileBytes: 400_000 });
}, 60_000);

afterEach(async () => {
  served.warehouse.faults.clear();
  await Promise.all(workers.splice(0).map((worker) => worker.close()));
  host?.kill('SIGKILL');
});

afterAll(async () => {
  await served.close();
  rmSync(folder, { recursive: true, force: true });
});

function requestFor(tables: string): ReplicationRequest {
  files += 1;
  return {
    connection: addressOf(served.warehouse),
    replication: documentOf(tables),
    file: path.join(folder, `copy-${files}.duckdb`),
    keepPrevious: false,
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

/** Opens the file to write, which nobody else may have open. */
async function openAlone(file: string): Promise<void> {
  const instance = await DuckDBInstance.create(file);
  instance.closeSync();
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('the engine process', () => {
  it('is killed in the middle of a run, and another one goes on with it', async () => {
    const request = requestFor('[samples.tpch.lineitem]');
    const first = startWorker();
    const plan = await first.service.plan('plan', request);
    slowDown();
    const running = first.service.run('run', request, plan).catch((error: unknown) => error);
    await first.untilTold('Chunks committed.');
    first.child.kill('SIGKILL');
    expect(await running).toMatchObject({ code: 'internal.workerEnded' });
    served.warehouse.faults.clear();
    const second = startWorker();
    const found = await second.service.plan('plan again', request);
    expect(found.resumable).toBe(first.progress[0]?.runId);
    const summary = await second.service.resume('resume', request, 'last');
    expect(summary).toMatchObject({ state: 'done', tables: [{ receipt: { resumed: true } }] });
    expect(await served.differences(request.file, [lineitem])).toEqual([]);
  });

  it('ends with its host, cancels what it does, and leaves no lock', async () => {
    const request = requestFor('[samples.tpch.lineitem]');
    const script = new URL('./host-that-dies.ts', import.meta.url);
    slowDown();
    host = fork(script, { execArgv: [], serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    host.send({ request, token: served.warehouse.token });
    const [pid] = (await once(host, 'message')) as [number];
    expect(isAlive(pid)).toBe(true);
    host.kill('SIGKILL');
    const startedAt = Date.now();
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 8000 });
    expect(Date.now() - startedAt).toBeLessThan(5000);
    await openAlone(request.file);
    served.warehouse.faults.clear();
    const summary = await startWorker().service.resume('resume', request, 'last');
    expect(summary).toMatchObject({ state: 'done' });
  });

  it.each(['SIGTERM', 'shutDown'] as const)('ends in order on %s during a run', async (how) => {
    const request = requestFor('[samples.tpch.lineitem]');
    const worker = startWorker();
    const plan = await worker.service.plan('plan', request);
    slowDown();
    const running = worker.service.run('run', request, plan).catch((error: unknown) => error);
    await worker.untilTold('Chunks committed.');
    const startedAt = performance.now();
    if (how === 'SIGTERM') worker.child.kill('SIGTERM');
    else void worker.service.shutDown();
    expect(await worker.ended()).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(4000);
    const ended = expect.objectContaining({ code: 'internal.workerEnded' });
    const cancelled = expect.objectContaining({ state: 'cancelled' });
    expect(await running).toBeOneOf(how === 'SIGTERM' ? [cancelled, ended] : [cancelled]);
    await openAlone(request.file);
    expect(readdirSync(folder).filter((name) => name.startsWith(path.basename(request.file)))).toEqual([
      path.basename(request.file),
    ]);
  });

  it('asks its host for another token when one is turned down, for REST and for the driver', async () => {
    const worker = startWorker(({ refresh }) => (refresh ? served.warehouse.token : 'dapi-out-of-date'));
    const address = addressOf(served.warehouse);
    await worker.service.listCatalogs(address);
    expect(worker.tokensAsked).toEqual([false, true]);
    const request = requestFor('[samples.tpch.nation]');
    const plan = await worker.service.plan('plan', request);
    expect((await worker.service.run('run', request, plan)).state).toBe('done');
  });

  it('says that the token is wrong where another one is too', async () => {
    const worker = startWorker(() => 'dapi0123456789abcdef0123456789abcdef');
    await expect(worker.service.probe(addressOf(served.warehouse))).rejects.toMatchObject({ code: 'auth.rejected' });
    expect(JSON.stringify(worker.log)).not.toContain('dapi');
  });

  it('tells what it does, without tokens and links', async () => {
    const worker = startWorker();
    const request = requestFor('[samples.tpch.orders, samples.tpch.nothing]');
    const plan = await worker.service.plan('plan', request);
    await worker.service.run('run', request, plan);
    const told = worker.log.map(({ message }) => message);
    expect(told).toEqual(
      expect.arrayContaining([
        'Planned.',
        'Run begun.',
        'Extracting.',
        'Statement succeeded.',
        'Slice committed.',
        'Copied.',
      ]),
    );
    expect(worker.log.find(({ message }) => message === 'Copied.')?.facts).toMatchObject({
      table: 'samples.tpch.orders',
      rows: 30_000,
    });
    const text = JSON.stringify(worker.log);
    expect(text).not.toContain(served.warehouse.token);
    expect(text).not.toMatch(/https:\/\/[^"]*\?/);
  });
});
