import { describe, expect, test } from 'vitest';
import { ReplicatorError } from '../../../../src/shared/errors.ts';
import { doneTable, failedTable, makeProgress, makeRecord, makeSummary } from '../../../support/run-fixtures.ts';
import { makeDocument, plan, setUp } from '../../../support/scripted-runs.ts';

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
    const record = await registry.start('file:///project/my%20sales.replication.yaml');
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
      ...makeDocument('/project/a.duckdb'),
      connect: () => never,
    }));
    await registry.start('file:///a');
    await registry.cancel('r1');
    expect(await book.ended('r1')).toMatchObject({ state: 'cancelled', resumable: false });
    expect(engine.calls).toEqual([]);
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
