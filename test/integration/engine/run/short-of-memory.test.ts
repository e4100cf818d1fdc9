import { afterAll, beforeAll, expect, it } from 'vitest';
import { readCopy } from '../../../support/read-copy.ts';
import { EngineFixture } from './engine-fixture.ts';

const columns = 100;
const rows = 40_000;
let fixture: EngineFixture;

beforeAll(async () => {
  const sink = new URL('tight-sink-thread.ts', import.meta.url);
  fixture = await EngineFixture.open({ fileBytes: 1_000_000 }, { sink });
  const list = Array.from({ length: columns }, (_, i) => `id * ${i + 1} AS c${i}`);
  await fixture.execute(`CREATE TABLE samples.tpch.wide AS SELECT ${list.join(', ')} FROM range(${rows})`);
}, 60_000);
afterAll(() => fixture.close());

it('writes the same rows again in smaller groups where DuckDB has no memory left', { timeout: 120_000 }, async () => {
  const { summary } = await fixture.run('limits: {threads: 2}\ntables: [samples.tpch.wide]');
  const [outcome] = summary.tables;
  if (outcome?.state !== 'done') throw new Error(JSON.stringify(outcome));
  expect(outcome.receipt.rows).toMatchObject({ manifest: rows, stored: rows, source: rows });
  expect(outcome.receipt.metrics?.smallerGroups).toBeGreaterThanOrEqual(1);
  expect(outcome.receipt.notes.join()).toContain('smaller groups');
  const [sums] = await readCopy(fixture.file, 'SELECT count(DISTINCT c0) AS n, sum(c99) AS s FROM tpch.wide');
  expect(sums).toEqual({ n: BigInt(rows), s: (BigInt(rows) * BigInt(rows - 1) * 100n) / 2n });
  const events = await readCopy(fixture.file, `SELECT source FROM _replicator.events WHERE event = 'smaller groups'`);
  expect(events).toHaveLength(outcome.receipt.metrics?.smallerGroups ?? -1);
});
