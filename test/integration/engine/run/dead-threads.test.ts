import { afterEach, expect, it } from 'vitest';
import { EngineFixture, inSources, never, replicationOf } from './engine-fixture.ts';

const here = (file: string): URL => new URL(file, import.meta.url);
const document =
  'limits: {tables: 2, downloads: 2}\ntables: [samples.tpch.orders, samples.tpch.customer, samples.tpch.part]\n';
/** Nothing else would end the waiting. */
const atOnce = { timeout: 60_000 };

let fixture: EngineFixture | undefined;
afterEach(async () => {
  await fixture?.close();
  fixture = undefined;
});

it('tables end with a typed error, and can be resumed, when the thread of the downloads dies', atOnce, async () => {
  fixture = await EngineFixture.open({}, { fetch: here('dying-fetch-thread.ts') });
  const { summary } = await fixture.run(document);
  expect(summary.state).toBe('failed');
  expect(summary.tables).toHaveLength(3);
  for (const table of summary.tables) {
    expect(table).toMatchObject({ state: 'failed', error: { code: 'internal.threadEnded' } });
  }
  await fixture.restartEngine({ fetch: inSources('source/fetch/fetch-thread.ts') });
  const resumed = await fixture.resume(document);
  expect(resumed.tables.map((table) => table.state)).toEqual(['done', 'done', 'done']);
});

it(
  'tables end with a typed error, and so does every later call, when the thread of the database dies',
  atOnce,
  async () => {
    fixture = await EngineFixture.open({}, { sink: here('dying-sink-thread.ts') });
    // A thread that dies while DuckDB works for it takes the whole process with it, and may be asked for several tables at once.
    const { summary } = await fixture.run(document.replace('tables: 2', 'tables: 1'));
    expect(summary).toMatchObject({
      state: 'failed',
      unrecorded: expect.stringContaining('could not be written down'),
    });
    for (const table of summary.tables) {
      expect(table).toMatchObject({ state: 'failed', error: { code: 'internal.threadEnded' } });
    }
    const later = fixture.engine.verify(replicationOf(document), fixture.file, never);
    await expect(later).rejects.toMatchObject({ code: 'internal.threadEnded' });
    await fixture.restartEngine({ sink: inSources('sink/duckdb/sink-thread.ts') });
    expect((await fixture.resume(document)).state).toBe('done');
  },
);
