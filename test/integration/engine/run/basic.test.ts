import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { FaultRule } from '../../../../src/sample-warehouse/faults/fault-rule.ts';
import type { RunSummary, TableOutcome } from '../../../../src/shared/receipt.ts';
import { readCopy } from '../../../support/read-copy.ts';
import { EngineFixture, never, replicationOf } from './engine-fixture.ts';

const source = 'main.default.numbers';
const documentOf = (table: string, more = '') => `${more}defaults: {level: basic}\ntables: [${table}]\n`;
const document = documentOf(source);
const rows = { manifest: 15_000, received: 15_000, stored: 15_000, source: 15_000 };

let fixture: EngineFixture;
beforeAll(async () => {
  fixture = await EngineFixture.open({}, {}, { restStall: 3_000 });
  await fixture.execute('CREATE CATALOG main');
  await fixture.execute(`CREATE TABLE ${source} AS SELECT o_orderkey AS n, o_comment AS text FROM samples.tpch.orders`);
});
afterEach(() => fixture.warehouse.faults.clear());
afterAll(() => fixture.close());

/** A run in batches of a thousand rows. */
async function run(text = document, signal = never): Promise<TableOutcome> {
  const plan = await fixture.engine.plan(replicationOf(text), fixture.file, signal);
  const small = { ...plan, limits: { ...plan.limits, batchRows: 1_000 } };
  return only(await fixture.engine.run(small, { signal, onProgress: () => undefined }));
}

function only(summary: RunSummary): TableOutcome {
  const [outcome] = summary.tables;
  if (outcome === undefined) throw new Error('The run has no table.');
  return outcome;
}

async function differences(text = document): Promise<readonly string[]> {
  const [verified] = await fixture.engine.verify(replicationOf(text), fixture.file, never);
  return verified?.differences ?? ['not verified'];
}

const fault = (rule: Pick<FaultRule, 'operation' | 'effect'> & Partial<FaultRule>) =>
  fixture.warehouse.faults.add(rule);

it('the plan shows the statement that is run, and its rows are counted beforehand', async () => {
  const plan = await fixture.engine.plan(replicationOf(document), fixture.file, never);
  const sql = 'SELECT `n` AS c0, CAST(`text` AS BINARY) AS c1 FROM `main`.`default`.`numbers` VERSION AS OF 0';
  expect(plan.tables).toMatchObject([{ level: 'basic', slices: [{ sql }] }]);
  const executed = fault({ operation: 'statement', text: sql, times: 'always', effect: { kind: 'latency', ms: 0 } });
  expect(await run()).toMatchObject({
    state: 'done',
    receipt: {
      level: 'basic',
      rows,
      retries: 0,
      resumed: false,
      notes: [],
      statementIds: [expect.stringMatching(/^[-0-9a-f]{36}$/)],
    },
  });
  expect(executed.met()).toBe(2);
  expect(await differences()).toEqual([]);
});

it('a filter goes into the count too', async () => {
  const text = `defaults: {level: basic}\ntables: [{source: ${source}, where: n <= 1000}]\n`;
  const outcome = await run(text);
  expect(outcome).toMatchObject({ state: 'done', receipt: { notes: [] } });
  if (outcome.state !== 'done') throw new Error('said above');
  expect(outcome.receipt.rows.manifest).toBe(outcome.receipt.rows.stored);
  expect(outcome.receipt.rows.stored).toBeGreaterThan(0);
  expect(outcome.receipt.rows.stored).toBeLessThan(1_001);
});

it('without a pinned version nothing is promised, and the receipt says so', async () => {
  await fixture.execute(`CREATE OR REPLACE VIEW main.default.seen AS SELECT n FROM ${source}`);
  expect(await run(documentOf('main.default.seen'))).toMatchObject({
    state: 'done',
    receipt: {
      rows: { manifest: 15_000, received: 15_000, stored: 15_000 },
      notes: [expect.stringMatching(/^the source was not counted.*nor does the driver say how many rows there are/)],
    },
  });
});

it('equal batches are told apart from one that came twice by comparing with the source', async () => {
  await fixture.execute('CREATE OR REPLACE TABLE main.default.same AS SELECT 7 AS n FROM range(3000)');
  expect(await run(documentOf('main.default.same'))).toMatchObject({
    state: 'done',
    receipt: {
      validation: 'aggregates',
      notes: [
        '2 batches of rows came with the same content as another one, so all columns were compared with the source',
      ],
    },
  });
});

it('a field of a struct is not taken for a column where the table is called as the struct', async () => {
  await fixture.execute(
    "CREATE OR REPLACE TABLE main.default.address AS SELECT 'wrong' AS city, named_struct('city', 'right') AS address",
  );
  expect(await run(documentOf('main.default.address'))).toMatchObject({ state: 'done' });
  const [row] = await readCopy(
    fixture.file,
    'SELECT city, address[\'city\'] AS inner_city FROM copy."default".address',
  );
  expect(row).toEqual({ city: 'wrong', inner_city: 'right' });
});

describe('a statement whose rows stop coming in the middle', () => {
  it.each([
    ['the connection breaks', { kind: 'reset', atByte: 300 }],
    ['the server is busy', { kind: 'status', status: 503, retryAfterSeconds: 0 }],
    ['the token has run out', { kind: 'invalidToken' }],
  ] as const)('is executed again, and nothing is doubled: %s', async (_, effect) => {
    const broken = fault({ operation: 'thrift-fetch', nth: 5, effect });
    expect(await run()).toMatchObject({ state: 'done', receipt: { rows, retries: 1 } });
    expect(broken.met()).toBe(1);
    expect(await differences()).toEqual([]);
  });

  it('fails its table in the end, and a resume reads the slice again', async () => {
    const broken = fault({ operation: 'thrift-fetch', nth: 5, times: 'always', effect: { kind: 'reset', atByte: 0 } });
    expect(await run()).toMatchObject({ state: 'failed', error: { code: 'network.unavailable' } });
    expect(broken.met()).toBe(3);
    broken.remove();
    expect(only(await fixture.resume(document))).toMatchObject({ state: 'done', receipt: { rows, resumed: false } });
    expect(await differences()).toEqual([]);
  });

  it('keeps the slices that are in for a resume', async () => {
    const text = documentOf('samples.tpch.orders', 'limits: {slice: 100KB}\n');
    const plan = await fixture.engine.plan(replicationOf(text), fixture.file, never);
    expect(plan.tables[0]?.slices.length).toBeGreaterThan(2);
    const last = `${plan.tables[0]?.slices.at(-1)?.sql}`.replace(/^.* WHERE /s, '');
    const broken = fault({
      operation: 'thrift-execute',
      text: last,
      times: 'always',
      effect: { kind: 'reset', atByte: 0 },
    });
    expect(only(await fixture.engine.run(plan, { signal: never, onProgress: () => undefined }))).toMatchObject({
      state: 'failed',
      error: { code: 'network.unavailable' },
    });
    expect(broken.met()).toBeGreaterThan(0);
    broken.remove();
    expect(only(await fixture.resume(text))).toMatchObject({ state: 'done', receipt: { rows, resumed: true } });
    expect(await differences(text)).toEqual([]);
  });
});

it('what the warehouse refuses by now has changed since the plan', async () => {
  await fixture.execute('CREATE OR REPLACE TABLE main.default.leaving AS SELECT id FROM range(10)');
  const plan = await fixture.engine.plan(replicationOf(documentOf('main.default.leaving')), fixture.file, never);
  await fixture.execute('DROP TABLE main.default.leaving');
  const outcome = only(await fixture.engine.run(plan, { signal: never, onProgress: () => undefined }));
  expect(outcome).toMatchObject({ state: 'failed', error: { code: 'source.notFound' } });
});

describe('a cancel is heard within a second', () => {
  const stalled = [
    { operation: 'thrift-open-session', nth: 2 },
    { operation: 'thrift-execute', text: 'SELECT `n` AS c0' },
    { operation: 'thrift-fetch', nth: 4 },
  ] as const satisfies readonly Partial<FaultRule>[];

  it.each(stalled)('while the network stalls at $operation', async (rule) => {
    await fixture.restartEngine();
    const control = new AbortController();
    const silent = fault({ ...rule, times: 'always', effect: { kind: 'latency', ms: 60_000 } });
    const running = run(document, control.signal);
    while (silent.met() === 0) await sleep(10);
    await expectQuick(control, running);
    silent.remove();
    expect(only(await fixture.resume(document))).toMatchObject({ state: 'done', receipt: { rows } });
    expect(await differences()).toEqual([]);
  });

  it('while rows come', async () => {
    const control = new AbortController();
    const met = fault({ operation: 'thrift-fetch', nth: 6, effect: { kind: 'latency', ms: 0 } });
    const running = run(document, control.signal);
    while (met.met() === 0) await sleep(5);
    await expectQuick(control, running);
    expect(only(await fixture.resume(document))).toMatchObject({ state: 'done', receipt: { rows } });
  });

  async function expectQuick(control: AbortController, running: Promise<TableOutcome>): Promise<void> {
    const asked = performance.now();
    control.abort();
    expect(await running).toMatchObject({ state: 'cancelled' });
    expect(performance.now() - asked).toBeLessThan(1_000);
  }
});
