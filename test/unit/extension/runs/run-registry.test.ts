import { describe, expect, test } from 'vitest';
import { RunBook } from '../../../../src/extension/runs/run-book.ts';
import type { RunDocument } from '../../../../src/extension/runs/run-document.ts';
import { RunRegistry } from '../../../../src/extension/runs/run-registry.ts';
import { ReplicatorError } from '../../../../src/shared/errors.ts';
import type { Plan } from '../../../../src/shared/plan.ts';
import type { EngineService } from '../../../../src/shared/protocol/engine-protocol.ts';
import type { RunSummary } from '../../../../src/shared/receipt.ts';
import type { RunRecord } from '../../../../src/shared/run-record.ts';
import { doneTable, failedTable, makeProgress, makeRecord, makeSummary } from '../../../support/run-fixtures.ts';

type Engine = Pick<EngineService, 'plan' | 'run' | 'resume' | 'cancel'>;

const plan: Plan = {
  createdAt: '2026-01-02T03:04:05.000Z',
  document: 'd',
  host: 'h',
  file: '/work/a.duckdb',
  limits: { tables: 1, downloads: 1, memoryBytes: 1, threads: 1, groupBytes: 1, sliceBytes: 1 },
  tables: [],
  refused: [],
};

/** An engine whose answers the test gives. */
class ScriptedEngine implements Engine {
  readonly calls: string[] = [];
  readonly running: PromiseWithResolvers<RunSummary>[] = [];

  async plan(): Promise<Plan> {
    this.calls.push('plan');
    return plan;
  }

  run(operation: string): Promise<RunSummary> {
    return this.#work(`run ${operation}`);
  }

  resume(operation: string, _request: unknown, runId: string): Promise<RunSummary> {
    return this.#work(`resume ${operation} ${runId}`);
  }

  async cancel(operation: string): Promise<void> {
    this.calls.push(`cancel ${operation}`);
    this.running.at(-1)?.resolve(makeSummary([{ state: 'cancelled', source: 'a', target: 'b' }], 'cancelled'));
  }

  #work(call: string): Promise<RunSummary> {
    this.calls.push(call);
    const work = Promise.withResolvers<RunSummary>();
    this.running.push(work);
    return work.promise;
  }
}

function makeDocument(file: string): RunDocument {
  return {
    replication: {
      connection: { kind: 'sample' },
      target: { file, name: { schema: '{schema}', table: '{table}' } },
      limits: { tables: 1, downloads: 1, groupBytes: 1, sliceBytes: 1 },
      tables: [],
      exclude: [],
    },
    file,
    title: 'samples.tpch.lineitem',
    connection: 'Sample warehouse',
    connect: async () => ({ id: 'sample', label: 'sample', host: 'localhost', httpPath: '/x', network: {} }),
  };
}

function setUp(earlier: readonly RunRecord[] = [], read?: (document: string) => Promise<RunDocument>) {
  const engine = new ScriptedEngine();
  const told: (RunRecord | undefined)[] = [];
  const keepPrevious = { value: true };
  let id = 0;
  let seconds = 0;
  const now = () => {
    seconds += 1;
    return new Date(1_700_000_000_000 + seconds * 1000);
  };
  const book = new RunBook({ changed: (record) => told.push(record), now }, earlier);
  const registry = new RunRegistry({
    engine: { service: engine },
    book,
    read: read ?? (async (document) => makeDocument(document.includes('b') ? '/work/b.duckdb' : '/work/a.duckdb')),
    keepPrevious: () => keepPrevious.value,
    now,
    newId: () => {
      id += 1;
      return `r${id}`;
    },
  });
  const state = (run: string) => book.find(run)?.state;
  /** Waits until the engine has been asked so many times to copy. */
  const running = async (times: number) => {
    while (engine.running.length < times) await new Promise((resolve) => setImmediate(resolve));
  };
  return { engine, registry, book, told, state, running, keepPrevious };
}

describe('a run', () => {
  test('is planned, carried out and ends with its summary', async () => {
    const { engine, registry, book, told, running } = setUp();
    const started = await registry.start('file:///a');
    expect(started.state).toBe('planning');
    await running(1);
    expect(engine.calls).toEqual(['plan', 'run r1.1']);
    registry.progress('r1.1', { runId: 'run7', elapsedMs: 1, tables: [makeProgress()] });
    expect(book.find('r1')).toMatchObject({ state: 'running', runId: 'run7' });
    engine.running[0]?.resolve(makeSummary([doneTable()]));
    const ended = await book.ended('r1');
    expect(ended).toMatchObject({ state: 'done', undoable: true, resumable: false, connectionId: 'sample' });
    expect(ended.progress).toBeUndefined();
    expect(ended.endedAt).toBeDefined();
    expect(told.at(-1)).toEqual(ended);
  });

  test('carries out the plan that was shown', async () => {
    const { engine, registry, running } = setUp();
    await registry.start('file:///a', { plan });
    await running(1);
    expect(engine.calls).toEqual(['run r1.1']);
  });

  test('that was begun elsewhere is gone on with', async () => {
    const { engine, registry, book, running } = setUp();
    await registry.start('file:///a', { resume: 'run7' });
    await running(1);
    expect(engine.calls).toEqual(['resume r1.1 run7']);
    engine.running[0]?.resolve(makeSummary([doneTable({ resumed: true })]));
    expect(await book.ended('r1')).toMatchObject({ state: 'done', runId: 'r1' });
  });

  test('whose document cannot be read fails in its record', async () => {
    const { registry, book } = setUp([], async () => {
      throw new ReplicatorError('document.invalid', 'Line 3');
    });
    const record = await registry.start('file:///work/my%20sales.replication.yaml');
    expect(record).toMatchObject({ state: 'failed', title: 'my sales.replication.yaml', error: { message: 'Line 3' } });
    await expect(book.ended(record.id)).resolves.toEqual(record);
  });

  test('that fails in some tables can be resumed, unless they were refused', async () => {
    const { engine, registry, book, running } = setUp();
    await registry.start('file:///a');
    await running(1);
    engine.running[0]?.resolve(makeSummary([doneTable(), failedTable('x.y.z', 'y.z')], 'failed'));
    expect(await book.ended('r1')).toMatchObject({ state: 'failed', resumable: true });
    await registry.start('file:///a');
    await running(2);
    engine.running[1]?.resolve(makeSummary([failedTable('x.y.z', '')], 'failed'));
    expect(await book.ended('r2')).toMatchObject({ state: 'failed', resumable: false, undoable: false });
  });
});

test('what a run was asked to keep can be undone, whatever is set when it ends', async () => {
  const { engine, registry, book, running, keepPrevious } = setUp();
  keepPrevious.value = false;
  await registry.start('file:///a');
  await running(1);
  keepPrevious.value = true;
  engine.running[0]?.resolve(makeSummary([doneTable()]));
  expect(await book.ended('r1')).toMatchObject({ state: 'done', undoable: false });
});

describe('a second click', () => {
  test('on “Resume” while the first one still reads the document does nothing more', async () => {
    const { engine, registry, book, running } = setUp([makeRecord({ id: 'old', state: 'interrupted', runId: 'run7' })]);
    const [one, other] = await Promise.all([registry.resume('old'), registry.resume('old')]);
    expect(other).toEqual(one);
    await running(1);
    engine.running[0]?.resolve(makeSummary([doneTable()]));
    await book.ended('old');
    await new Promise((resolve) => setImmediate(resolve));
    expect(engine.calls).toEqual(['resume old.1 run7']);
    expect(book.find('old')?.state).toBe('done');
  });

  test('on “Run” while the first one still reads the document does nothing more', async () => {
    const { registry, book } = setUp();
    const [one, other] = await Promise.all([registry.start('file:///a'), registry.start('file:///a')]);
    expect(other).toEqual(one);
    expect(book.list()).toHaveLength(1);
  });
});

describe('a second run', () => {
  test('on the same file waits for the first one, on another file it does not', async () => {
    const { engine, registry, state, running } = setUp();
    await registry.start('file:///a');
    await registry.start('file:///a');
    await registry.start('file:///b');
    await running(2);
    expect([state('r1'), state('r2'), state('r3')]).toEqual(['running', 'waiting', 'running']);
    engine.running[0]?.resolve(makeSummary([doneTable()]));
    await running(3);
    expect(state('r2')).toBe('running');
  });

  test('of a document that waits already is that one', async () => {
    const { registry, book, running } = setUp();
    await registry.start('file:///a');
    await running(1);
    const waiting = await registry.start('file:///a');
    expect(await registry.start('file:///a')).toEqual(waiting);
    expect(book.list()).toHaveLength(2);
  });

  test('of the same table takes the undo from the first one', async () => {
    const { engine, registry, book, running } = setUp();
    await registry.start('file:///a');
    await running(1);
    engine.running[0]?.resolve(makeSummary([doneTable()]));
    await book.ended('r1');
    await registry.start('file:///a');
    await running(2);
    engine.running[1]?.resolve(makeSummary([doneTable()]));
    await book.ended('r2');
    expect(book.find('r1')?.undoable).toBe(false);
    expect(book.find('r2')?.undoable).toBe(true);
  });
});

describe('a cancel', () => {
  test('reaches the engine, and the run ends as cancelled and resumable', async () => {
    const { engine, registry, book, running } = setUp();
    await registry.start('file:///a');
    await running(1);
    await registry.cancel('r1');
    expect(engine.calls.at(-1)).toBe('cancel r1.1');
    expect(await book.ended('r1')).toMatchObject({ state: 'cancelled', resumable: true });
  });

  test('of a waiting run leaves the queue', async () => {
    const { engine, registry, book, running } = setUp();
    await registry.start('file:///a');
    await registry.start('file:///a');
    await running(1);
    await registry.cancel('r2');
    expect(await book.ended('r2')).toMatchObject({ state: 'cancelled', resumable: false });
    engine.running[0]?.resolve(makeSummary([doneTable()]));
    await book.ended('r1');
    expect(engine.running).toHaveLength(1);
  });

  test('while it connects is heard at once, without the engine', async () => {
    const never = new Promise<never>(() => undefined);
    const { engine, registry, book } = setUp([], async () => ({
      ...makeDocument('/work/a.duckdb'),
      connect: () => never,
    }));
    await registry.start('file:///a');
    await registry.cancel('r1');
    expect(await book.ended('r1')).toMatchObject({ state: 'cancelled', resumable: false });
    expect(engine.calls).toEqual([]);
  });
});

describe('an engine that dies', () => {
  test('leaves a run that can be resumed under its own record', async () => {
    const { engine, registry, book, running } = setUp();
    await registry.start('file:///a');
    await running(1);
    registry.progress('r1.1', { runId: 'run7', elapsedMs: 1, tables: [makeProgress()] });
    engine.running[0]?.reject(new ReplicatorError('internal.workerEnded', 'gone'));
    expect(await book.ended('r1')).toMatchObject({ state: 'interrupted', resumable: true, runId: 'run7' });
    await registry.resume('r1');
    await running(2);
    expect(engine.calls.at(-1)).toBe('resume r1.2 run7');
    engine.running[1]?.resolve(makeSummary([doneTable({ resumed: true })]));
    const ended = await book.ended('r1');
    expect(ended).toMatchObject({ state: 'done', resumable: false });
    expect(ended.error).toBeUndefined();
  });

  test('before anything was copied leaves a run that starts anew', async () => {
    const { engine, registry, book, running } = setUp();
    await registry.start('file:///a');
    await running(1);
    engine.running[0]?.reject(new ReplicatorError('internal.workerEnded', 'gone'));
    await book.ended('r1');
    await registry.resume('r1');
    await running(2);
    expect(engine.calls.at(-1)).toBe('run r1.2');
  });
});

describe('the list', () => {
  test('closes with what goes on marked as broken off, and listens no more', async () => {
    const { engine, registry, book, running, told } = setUp();
    await registry.start('file:///a');
    await running(1);
    registry.close();
    expect(told.at(-1)).toMatchObject({ state: 'interrupted', resumable: true });
    engine.running[0]?.reject(new ReplicatorError('run.cancelled', 'Cancelled.'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(book.find('r1')?.state).toBe('interrupted');
  });

  test('forgets ended runs only', async () => {
    const { registry, book, running } = setUp([makeRecord({ id: 'old', state: 'done' })]);
    await registry.start('file:///a');
    await running(1);
    book.forget('r1');
    book.forget('old');
    expect(book.list().map(({ id }) => id)).toEqual(['r1']);
  });

  test('adds up how long a run waited for the warehouse', async () => {
    const { registry, book, running } = setUp();
    await registry.start('file:///a');
    await running(1);
    const waits = [makeProgress({ waitsForWarehouse: true })];
    registry.progress('r1.1', { runId: 'x', elapsedMs: 1000, tables: waits });
    registry.progress('r1.1', { runId: 'x', elapsedMs: 8000, tables: waits });
    registry.progress('r1.1', { runId: 'x', elapsedMs: 9000, tables: [makeProgress()] });
    expect(book.find('r1')?.waitedForWarehouseMs).toBe(7000);
  });
});
