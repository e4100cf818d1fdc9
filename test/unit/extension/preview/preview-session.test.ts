import { describe, expect, it } from 'vitest';
import { PreviewSession, type PreviewSurroundings } from '../../../../src/extension/preview/preview-session.ts';
import type { PreviewSubject } from '../../../../src/extension/preview/preview-subject.ts';
import { QueryHistory } from '../../../../src/extension/preview/query-history.ts';
import { ReplicatorError } from '../../../../src/shared/errors.ts';
import type { PreviewState } from '../../../../src/shared/protocol/preview-protocol.ts';
import type { RowSample } from '../../../../src/shared/rows.ts';
import { MemoryState } from '../memory-state.ts';

const rows: RowSample = { columns: [{ name: 'a', type: 'INTEGER' }], rows: [['1']], more: false, elapsedMs: 3 };
const table: PreviewSubject = { kind: 'local', file: '/d/r.duckdb', name: { schema: 'main', table: 't' } };
const query: PreviewSubject = { kind: 'query', file: '/d/r.duckdb', sql: '' };

interface Asked {
  readonly signal: AbortSignal;
  readonly limit: number;
  readonly subject: PreviewSubject;
  readonly note: (text: string) => void;
  readonly answer: PromiseWithResolvers<RowSample>;
}

function open(subject: PreviewSubject) {
  const history = new QueryHistory(new MemoryState());
  const told: PreviewState[] = [];
  const asked: Asked[] = [];
  const mended: string[] = [];
  const around: PreviewSurroundings = {
    read: (of, limit, signal, note) => {
      const answer = Promise.withResolvers<RowSample>();
      asked.push({ signal, limit, subject: of, note, answer });
      return answer.promise;
    },
    copy: async () => undefined,
    remedy: async ({ command }) => mended.push(command),
    history: (file) => history.of(file),
    remember: (file, sql) => history.add(file, sql),
    tell: (state) => told.push(state),
  };
  return { session: new PreviewSession(subject, 100, around), told, asked, mended };
}

const kinds = (told: readonly PreviewState[]): readonly string[] => told.map(({ result }) => result.kind);

describe('a preview', () => {
  it('tells that it reads, and the rows', async () => {
    const { session, told, asked } = open(table);
    const done = session.run(100, '');
    await expect.poll(() => asked.length).toBe(1);
    asked[0]?.note('The warehouse is starting.');
    asked[0]?.answer.resolve(rows);
    await done;
    expect(kinds(told)).toEqual(['running', 'running', 'rows']);
    expect(told[1]?.result).toMatchObject({ note: 'The warehouse is starting.' });
    expect(await session.pull()).toMatchObject({ title: 'main.t', place: '/d/r.duckdb', result: { sample: rows } });
  });

  it.each([
    [1e9, 10_000],
    [-1, 1],
    [Number.NaN, 1],
  ])('keeps the limit %d within what can be shown', (limit, kept) => {
    const { session, asked } = open(table);
    void session.run(limit, '');
    expect(asked[0]?.limit).toBe(kept);
  });

  it('cancels what is under way when it is run again, and shows only the newest rows', async () => {
    const { session, told, asked } = open(table);
    const first = session.run(100, '');
    await expect.poll(() => asked.length).toBe(1);
    const second = session.run(1000, '');
    await expect.poll(() => asked.length).toBe(2);
    expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    asked[1]?.answer.resolve(rows);
    await second;
    asked[0]?.answer.reject(new ReplicatorError('run.cancelled', 'Cancelled.'));
    await first;
    expect(told.at(-1)).toMatchObject({ limit: 1000, result: { kind: 'rows' } });
  });

  it('reads the last of several statements, and none of the others goes on', async () => {
    const { session, told, asked } = open(query);
    const runs = ['select 1', 'select 2', 'select 3'].map((sql) => session.run(100, sql));
    await expect.poll(() => asked.at(-1)?.subject).toMatchObject({ sql: 'select 3' });
    expect(asked.filter(({ signal }) => !signal.aborted)).toHaveLength(1);
    for (const { answer } of asked) answer.resolve(rows);
    await Promise.all(runs);
    expect(told.at(-1)).toMatchObject({ sql: 'select 3', result: { kind: 'rows' } });
  });

  it('cancels and says nothing more once it is closed', async () => {
    const { session, told, asked } = open(table);
    const done = session.run(100, '');
    session.close();
    const before = told.length;
    expect(asked[0]?.signal.aborted).toBe(true);
    asked[0]?.note('The warehouse is starting.');
    asked[0]?.answer.resolve(rows);
    await done;
    expect(told).toHaveLength(before);
  });

  it('shows what failed with what mends it, and carries that out', async () => {
    const { session, told, asked, mended } = open(table);
    const done = session.run(100, '');
    await expect.poll(() => asked.length).toBe(1);
    asked[0]?.answer.reject(new ReplicatorError('source.warehouseGone', 'The warehouse is gone.'));
    await done;
    expect(told.at(-1)?.result).toMatchObject({
      kind: 'failed',
      error: { code: 'source.warehouseGone' },
      text: 'The warehouse is gone. Choose another SQL warehouse.',
      remedies: ['Choose Warehouse'],
    });
    await session.remedy('Something else');
    await session.remedy('Choose Warehouse');
    expect(mended).toEqual(['replicator.warehouse.pick']);
  });

  it('shows nothing where a person thought better of it', async () => {
    const { session, told, asked } = open(table);
    const done = session.run(100, '');
    await expect.poll(() => asked.length).toBe(1);
    asked[0]?.answer.reject(new ReplicatorError('run.cancelled', 'Cancelled.'));
    await done;
    expect(kinds(told)).toEqual(['running', 'none']);
  });

  it('remembers statements, newest first and each once', async () => {
    const { session, asked } = open(query);
    for (const sql of ['select 1', 'select 2', ' select 1 ', '  ']) {
      const before = asked.length;
      const done = session.run(100, sql);
      if (sql.trim() !== '') await expect.poll(() => asked.length).toBe(before + 1);
      asked[before]?.answer.resolve(rows);
      await done;
    }
    expect(asked.map(({ subject }) => (subject.kind === 'query' ? subject.sql : ''))).toEqual([
      'select 1',
      'select 2',
      ' select 1 ',
    ]);
    expect((await session.pull()).history).toEqual(['select 1', 'select 2']);
  });
});
