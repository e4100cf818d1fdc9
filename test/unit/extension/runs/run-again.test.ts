import { describe, expect, test } from 'vitest';
import { ReplicatorError } from '../../../../src/shared/errors.ts';
import { doneTable, makeProgress, makeRecord, makeSummary } from '../../../support/run-fixtures.ts';
import { setUp } from '../../../support/scripted-runs.ts';

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
