import { existsSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { FaultRule } from '../../../../src/sample-warehouse/faults/fault-rule.ts';
import type { RunSummary, TableOutcome } from '../../../../src/shared/receipt.ts';
import { EngineFixture, never, replicationOf } from './engine-fixture.ts';

const volume = '/Volumes/samples/files/exports';
const document = `defaults: {level: parquet, volume: ${volume}}\ntables: [samples.tpch.orders]\n`;

let fixture: EngineFixture;
beforeAll(async () => {
  fixture = await EngineFixture.open();
});
afterEach(() => fixture.warehouse.faults.clear());
afterAll(() => fixture.close());

function only(summary: RunSummary): TableOutcome {
  const [outcome] = summary.tables;
  if (outcome === undefined) throw new Error('The run has no table.');
  return outcome;
}

async function isEqual(): Promise<boolean> {
  const [verified] = await fixture.engine.verify(replicationOf(document), fixture.file, never);
  return verified?.state === 'equal' && verified.storedRows === 15_000;
}

const fails = (rule: Partial<FaultRule> & Pick<FaultRule, 'operation'>): { remove(): void; met(): number } =>
  fixture.warehouse.faults.add({ times: 'always', effect: { kind: 'status', status: 500 }, ...rule });

it('copies what the warehouse has written, without a single result file, and leaves nothing behind', async () => {
  const results = fails({ operation: 'download' });
  const removals = fixture.warehouse.faults.add({
    operation: 'files-delete',
    times: 'always',
    effect: { kind: 'latency', ms: 1 },
  });
  const plan = await fixture.engine.plan(replicationOf(document), fixture.file, never);
  expect(plan.tables[0]?.warnings).toContainEqual(expect.stringContaining(volume));
  const { summary } = await fixture.run(document);
  expect(only(summary)).toMatchObject({
    state: 'done',
    receipt: { level: 'parquet', rows: { manifest: 15_000, received: 15_000, stored: 15_000, source: 15_000 } },
  });
  expect(results.met()).toBe(0);
  expect(removals.met()).toBeGreaterThan(0);
  expect(existsSync(`${fixture.file}.spool`)).toBe(false);
  expect(await isEqual()).toBe(true);
});

it('goes on with what was written and fetched before, without a new statement', async () => {
  const fault = fails({ operation: 'files-download', nth: 2 });
  expect(only((await fixture.run(document)).summary)).toMatchObject({ state: 'failed' });
  fault.remove();
  await fixture.restartEngine();
  const statements = fails({ operation: 'submit' });
  expect(only(await fixture.resume(document))).toMatchObject({ state: 'done', receipt: { rows: { stored: 15_000 } } });
  expect(statements.met()).toBe(0);
  fixture.warehouse.faults.clear();
  expect(await isEqual()).toBe(true);
});

it('exports again what is gone from the volume', async () => {
  const fault = fails({ operation: 'files-download', nth: 2 });
  await fixture.run(document);
  fault.remove();
  const gone = fixture.warehouse.faults.add({
    operation: 'files-list',
    effect: { kind: 'status', status: 404 },
  });
  expect(only(await fixture.resume(document))).toMatchObject({ state: 'done' });
  expect(gone.met()).toBe(1);
  expect(await isEqual()).toBe(true);
});

it('says which right is missing', async () => {
  fails({ operation: 'files-download', effect: { kind: 'status', status: 403, errorCode: 'PERMISSION_DENIED' } });
  expect(only((await fixture.run(document)).summary)).toMatchObject({
    state: 'failed',
    error: { code: 'auth.forbidden' },
  });
});

it('comes no faster than the limit allows', async () => {
  const startedAt = performance.now();
  const { summary } = await fixture.run(`limits: {bandwidth: 100kB/s}\n${document}`);
  const outcome = only(summary);
  if (outcome.state !== 'done') throw new Error('The table was not copied.');
  const seconds = (performance.now() - startedAt) / 1000;
  // A tenth of a second's worth may come at once.
  expect(outcome.receipt.wireBytes / seconds).toBeLessThan(110_000);
});
