import { expect, test } from 'vitest';
import { RunStore, type StoredRun } from '../../../../src/extension/runs/run-store.ts';
import { doneTable, failedTable, makeRecord, makeSummary } from '../../../support/run-fixtures.ts';

class MemoryMemento {
  readonly kept = new Map<string, unknown>();

  keys(): readonly string[] {
    return [...this.kept.keys()];
  }

  get<T>(key: string, otherwise?: T): T | undefined {
    const value = this.kept.get(key) as T | undefined;
    return value ?? otherwise;
  }

  async update(key: string, value: unknown): Promise<void> {
    if (value === undefined) this.kept.delete(key);
    else this.kept.set(key, value);
  }
}

const stored = (id: string, change: Parameters<typeof makeRecord>[0] = {}): StoredRun => ({
  record: makeRecord({ id, state: 'done', ...change }),
  owners: [1],
  workspace: 'w',
  seenAt: '2026-01-02T03:10:00.000Z',
});

test('runs outlive the window, newest first', async () => {
  const store = new RunStore(new MemoryMemento());
  const summary = makeSummary([doneTable(), failedTable('a.b.c', '')], 'failed');
  const older = stored('older', { state: 'failed', summary });
  const newer = stored('newer', { startedAt: '2026-01-03T00:00:00.000Z' });
  await store.save(older);
  await store.save(newer);
  expect(store.load()).toEqual([newer, older]);
});

test('what is not a run is passed over', async () => {
  const memento = new MemoryMemento();
  const store = new RunStore(memento);
  const sound = stored('sound');
  await store.save(sound);
  const { startedAt: _, ...timeless } = sound.record;
  const broken: readonly unknown[] = [
    'text',
    null,
    {},
    { ...sound, record: timeless },
    { ...sound, owners: undefined },
    { ...sound, seenAt: 'yesterday' },
    { ...sound, record: { ...sound.record, state: 'asleep' } },
    { ...sound, record: { ...sound.record, error: { code: 'unknown.code', message: '' } } },
    { ...sound, record: { ...sound.record, summary: { tables: [{ state: 'done' }] } } },
  ];
  for (const [i, one] of broken.entries()) await memento.update(`replicator.run:${i}`, one);
  expect(store.load()).toEqual([sound]);
});
