import { existsSync } from 'node:fs';
import { readdir, truncate } from 'node:fs/promises';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { FaultRule } from '../../../../src/sample-warehouse/faults/fault-rule.ts';
import type { RunSummary, TableOutcome } from '../../../../src/shared/receipt.ts';
import { EngineFixture, never, replicationOf } from './engine-fixture.ts';

const table = 'samples.tpch.orders';
/** A file for every chunk or two. */
const document = `defaults: {level: parquet}\nlimits: {downloads: 1, group: 1KB}\ntables: [${table}]\n`;

let fixture: EngineFixture;
beforeAll(async () => {
  fixture = await EngineFixture.open();
});
afterEach(() => fixture.warehouse.faults.clear());
afterAll(() => fixture.close());

const spool = (): string => `${fixture.file}.spool`;

async function spooledFiles(): Promise<readonly string[]> {
  const found = await readdir(spool(), { recursive: true });
  return found.filter((name) => name.endsWith('.parquet')).map((name) => path.join(spool(), name));
}

function only(summary: RunSummary): TableOutcome {
  const [outcome] = summary.tables;
  if (outcome === undefined) throw new Error('The run has no table.');
  return outcome;
}

async function isEqual(): Promise<boolean> {
  const [verified] = await fixture.engine.verify(replicationOf(document), fixture.file, never);
  return verified?.state === 'equal' && verified.storedRows === 15_000;
}

const fails = (rule: Partial<FaultRule>): { remove(): void; met(): number } =>
  fixture.warehouse.faults.add({
    operation: 'download',
    times: 'always',
    effect: { kind: 'status', status: 500 },
    ...rule,
  });

it('copies through files that are gone when the table is there', async () => {
  const { summary, progress } = await fixture.run(document);
  expect(only(summary)).toMatchObject({
    state: 'done',
    receipt: { level: 'parquet', rows: { manifest: 15_000, received: 15_000, stored: 15_000, source: 15_000 } },
  });
  expect(progress.some(({ tables }) => tables[0]?.phase === 'loading')).toBe(true);
  expect(existsSync(spool())).toBe(false);
  expect(await isEqual()).toBe(true);
});

it('goes on from the spool, and fetches only what is not there', async () => {
  const fault = fails({ chunk: 3 });
  expect(only((await fixture.run(document)).summary)).toMatchObject({ state: 'failed' });
  fault.remove();
  expect((await spooledFiles()).length).toBeGreaterThan(0);
  await fixture.restartEngine();
  const again = fails({ chunk: 0 });
  expect(only(await fixture.resume(document))).toMatchObject({ state: 'done', receipt: { resumed: false } });
  expect(again.met()).toBe(0);
  expect(existsSync(spool())).toBe(false);
  expect(await isEqual()).toBe(true);
});

it('needs neither the statement nor a download once all is in the spool', async () => {
  expect((await fixture.killedRun(document, 'read_parquet')).state).toBe('failed');
  const downloads = fails({});
  const statements = fails({ operation: 'submit' });
  const looks = fails({ operation: 'poll' });
  expect(only(await fixture.resume(document))).toMatchObject({
    state: 'done',
    receipt: { resumed: true, wireBytes: 0, rows: { stored: 15_000 } },
  });
  expect([downloads.met(), statements.met(), looks.met()]).toEqual([0, 0, 0]);
  fixture.warehouse.faults.clear();
  expect(await isEqual()).toBe(true);
});

it('fetches again what is damaged in the spool', async () => {
  const fault = fails({ chunk: 3 });
  await fixture.run(document);
  fault.remove();
  const [first = '', second = ''] = await spooledFiles();
  await truncate(first, 100);
  await truncate(second, 0);
  expect(only(await fixture.resume(document))).toMatchObject({ state: 'done' });
  expect(await isEqual()).toBe(true);
});

it('forgets the spool of a run that another one has taken over from', async () => {
  const fault = fails({ chunk: 3 });
  await fixture.run(document);
  fault.remove();
  expect((await spooledFiles()).length).toBeGreaterThan(0);
  expect((await fixture.run(document)).summary.state).toBe('done');
  expect(existsSync(spool())).toBe(false);
});

it('keeps the files as an archive where that is asked for', async () => {
  const replication = replicationOf(document);
  const kept = { ...replication, tables: replication.tables.map((one) => ({ ...one, keepSpool: true })) };
  const plan = await fixture.engine.plan(kept, fixture.file, never);
  const outcome = only(await fixture.engine.run(plan, { signal: never, onProgress: () => undefined }));
  if (outcome.state !== 'done') throw new Error('The table was not copied.');
  expect(outcome.receipt.spool).toContain('target.duckdb.spool');
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const [row] = (
    await connection.runAndReadAll(
      `SELECT count(*)::INTEGER AS n FROM read_parquet('${outcome.receipt.spool}/*.parquet')`,
    )
  ).getRowObjectsJS();
  expect(row?.n).toBe(15_000);
  connection.closeSync();
  instance.closeSync();
});
