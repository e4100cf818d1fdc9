import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { FaultRule } from '../../../../src/sample-warehouse/faults/fault-rule.ts';
import type { RunSummary, TableOutcome } from '../../../../src/shared/receipt.ts';
import { EngineFixture, never, replicationOf } from './engine-fixture.ts';

const volume = '/Volumes/samples/files/exports';
const table = 'samples.tpch.orders';
const rows = 15_000;
const exported = `defaults: {level: parquet, volume: ${volume}}\nlimits: {group: 1KB}\ntables: [${table}]\n`;
const unpinned = `defaults: {level: parquet, volume: ${volume}}\ntables: [main.default.seen]\n`;
/** A file for every chunk or two. */
const spooled = `defaults: {level: parquet}\nlimits: {downloads: 1, group: 1KB}\ntables: [${table}]\n`;
const archived = `defaults: {level: parquet, keepSpool: true}\nlimits: {downloads: 1, group: 1KB}\ntables: [${table}]\n`;

let fixture: EngineFixture;
beforeAll(async () => {
  fixture = await EngineFixture.open();
  await fixture.execute('CREATE CATALOG main');
  await fixture.execute(`CREATE VIEW main.default.seen AS SELECT o_orderkey, o_comment FROM ${table}`);
});
afterEach(() => fixture.warehouse.faults.clear());
afterAll(() => fixture.close());

const spool = (): string => `${fixture.file}.spool`;

async function spooledFiles(): Promise<readonly string[]> {
  const found = await readdir(spool(), { recursive: true });
  return found.filter((name) => /\.(parquet|part)$/.test(name)).map((name) => path.join(spool(), name));
}

function only(summary: RunSummary): TableOutcome {
  const [outcome] = summary.tables;
  if (outcome === undefined) throw new Error('The run has no table.');
  return outcome;
}

async function killedRun(document: string, at: string): Promise<void> {
  expect((await fixture.killedRun(document, at)).state).toBe('failed');
}

const endOfSlice = 'SET done = true';
const publishing = "SET state = 'done', receipt";
const loading = 'read_parquet';

const fails = (rule: Partial<FaultRule> & Pick<FaultRule, 'operation'>) =>
  fixture.warehouse.faults.add({ times: 'always', effect: { kind: 'status', status: 500 }, ...rule });

const whole = { state: 'done', receipt: { rows: { manifest: rows, received: rows, stored: rows } } };

async function isEqual(): Promise<boolean> {
  const [verified] = await fixture.engine.verify(replicationOf(spooled), fixture.file, never);
  return verified?.state === 'equal' && verified.storedRows === rows;
}

it('an export goes on when all of it is loaded, and fetches no file again', async () => {
  await killedRun(exported, endOfSlice);
  expect(only(await fixture.resume(exported))).toMatchObject({ ...whole, receipt: { resumed: true, wireBytes: 0 } });
  expect(await isEqual()).toBe(true);
});

it('an export that is gone after it was loaded is made again, and nothing is counted twice', async () => {
  await killedRun(exported, endOfSlice);
  const gone = fixture.warehouse.faults.add({ operation: 'files-list', effect: { kind: 'status', status: 404 } });
  expect(only(await fixture.resume(exported))).toMatchObject(whole);
  expect(gone.met()).toBe(1);
  expect(await isEqual()).toBe(true);
});

it('an export without a pinned version can be published by a resume, and says what nobody promised', async () => {
  await killedRun(unpinned, publishing);
  expect(only(await fixture.resume(unpinned))).toMatchObject({
    ...whole,
    receipt: {
      resumed: true,
      notes: expect.arrayContaining([expect.stringContaining('nor does an export say how many rows there are')]),
    },
  });
});

it('a file that cannot be read is fetched again, although it is as long as it should be', async () => {
  await killedRun(exported, loading);
  const [first = ''] = await spooledFiles();
  const { size } = await stat(first);
  await using file = await open(first, 'r+');
  await file.write(Buffer.alloc(Math.floor(size / 2), 0xa5), 0, Math.floor(size / 2), 4);
  await file.close();
  expect(only(await fixture.resume(exported))).toMatchObject({ state: 'failed', error: { code: 'integrity.payload' } });
  expect(only(await fixture.resume(exported))).toMatchObject(whole);
  expect(await isEqual()).toBe(true);
});

it('a kept archive holds each row once, whatever happened on the way', async () => {
  const fault = fails({ operation: 'download', chunk: 3 });
  expect(only((await fixture.run(archived)).summary)).toMatchObject({ state: 'failed' });
  fault.remove();
  expect((await spooledFiles()).filter((name) => name.endsWith('.part'))).toEqual([]);
  // The result is gone meanwhile, and a kill has left a file that no record knows.
  const [first = ''] = await spooledFiles();
  await writeFile(path.join(path.dirname(first), '0-unknown.parquet'), 'of no use');
  const gone = fixture.warehouse.faults.add({ operation: 'poll', effect: { kind: 'status', status: 404 } });
  const outcome = only(await fixture.resume(archived));
  expect(gone.met()).toBe(1);
  if (outcome.state !== 'done') throw new Error('The table was not copied.');
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const counted = await connection.runAndReadAll(
    `SELECT count(*)::INTEGER AS n FROM read_parquet('${outcome.receipt.spool}/*.parquet')`,
  );
  expect(counted.getRowObjectsJS()).toEqual([{ n: rows }]);
  connection.closeSync();
  instance.closeSync();
});

it('what a kill has left of finished runs goes with the next one; archives and what can be resumed stay', async () => {
  const before = await spooledFiles();
  expect(before.length).toBeGreaterThan(0);
  const fault = fails({ operation: 'download', chunk: 3 });
  await fixture.run(spooled);
  fault.remove();
  const left = path.join(spool(), '2020-01-01T00-00-00Z-0000', 'a.b-12345678');
  await mkdir(left, { recursive: true });
  await writeFile(path.join(left, '0-x.parquet'), 'of no use');
  const between = (await spooledFiles()).filter((name) => !name.startsWith(left));
  expect(between.length).toBeGreaterThan(before.length);
  expect((await fixture.run('tables: [samples.tpch.nation]\n')).summary.state).toBe('done');
  expect(existsSync(path.dirname(left))).toBe(false);
  expect(await spooledFiles()).toEqual(between);
});

it('an export is removed from the volume although another entry of the document is refused', async () => {
  const removals = fixture.warehouse.faults.add({
    operation: 'files-delete',
    times: 'always',
    effect: { kind: 'latency', ms: 0 },
  });
  await fixture.run(exported);
  const complete = removals.met();
  removals.remove();
  const again = fixture.warehouse.faults.add({
    operation: 'files-delete',
    times: 'always',
    effect: { kind: 'latency', ms: 0 },
  });
  const refused = exported.replace(`[${table}]`, `[${table}, samples.tpch.nothing]`);
  expect((await fixture.run(refused)).summary.state).toBe('failed');
  expect(again.met()).toBe(complete);
});

it('the volume is looked through when its tables have failed for good', async () => {
  fixture.warehouse.faults.add({
    operation: 'statement',
    text: 'SELECT count(*) AS row_count FROM (SELECT `o_orderkey`',
    times: 'always',
    effect: {
      kind: 'failStatement',
      errorClass: 'TABLE_OR_VIEW_NOT_FOUND',
      sqlState: '42P01',
      message: '[TABLE_OR_VIEW_NOT_FOUND] It is gone. SQLSTATE: 42P01',
    },
  });
  const looks = fixture.warehouse.faults.add({
    operation: 'files-list',
    times: 'always',
    effect: { kind: 'latency', ms: 0 },
  });
  const outcome = only((await fixture.run(exported)).summary);
  expect(outcome).toMatchObject({ state: 'failed', error: { code: 'source.notFound' } });
  expect(looks.met()).toBe(1);
});

it('a statement that the warehouse refuses now was sound when it was planned', async () => {
  fixture.warehouse.faults.add({
    operation: 'statement',
    text: 'INSERT OVERWRITE DIRECTORY',
    effect: {
      kind: 'failStatement',
      errorClass: 'UNRESOLVED_COLUMN.WITH_SUGGESTION',
      sqlState: '42703',
      message: '[UNRESOLVED_COLUMN.WITH_SUGGESTION] No such column. SQLSTATE: 42703',
    },
  });
  expect(only((await fixture.run(exported)).summary)).toMatchObject({
    state: 'failed',
    error: { code: 'source.schemaChanged' },
  });
});

it('exported files are told apart by what they hold', async () => {
  await killedRun(exported, loading);
  const contents = await Promise.all(
    (await spooledFiles()).filter((name) => /0-part/.test(name)).map((name) => readFile(name)),
  );
  const instance = await DuckDBInstance.create(fixture.file, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  const known = await connection.runAndReadAll(
    'SELECT digest FROM _replicator.spooled JOIN _replicator.runs USING (run_id) WHERE started_at = (SELECT max(started_at) FROM _replicator.runs)',
  );
  const digests = known.getRowObjectsJS().map(({ digest }) => String(digest));
  connection.closeSync();
  instance.closeSync();
  expect(digests.length).toBeGreaterThan(0);
  expect(digests.toSorted()).toEqual(contents.map((one) => createHash('sha256').update(one).digest('hex')).toSorted());
});

it('a cancel does not wait for files to be taken away', async () => {
  const control = new AbortController();
  const silent = fixture.warehouse.faults.add({
    operation: 'files-delete',
    times: 'always',
    effect: { kind: 'latency', ms: 60_000 },
  });
  const running = fixture.run(exported, control.signal);
  await expect.poll(() => silent.met(), { timeout: 20_000 }).toBeGreaterThan(0);
  const asked = performance.now();
  control.abort();
  expect((await running).summary.state).toBe('cancelled');
  expect(performance.now() - asked).toBeLessThan(2000);
});
