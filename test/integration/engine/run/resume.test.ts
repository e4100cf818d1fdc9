import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { FaultRule } from '../../../../src/sample-warehouse/faults/fault-rule.ts';
import type { RunSummary, TableOutcome } from '../../../../src/shared/receipt.ts';
import { EngineFixture, never, replicationOf } from './engine-fixture.ts';

const source = 'main.default.numbers';
/** Committed chunk by chunk, so that a broken run has something in. */
const document = `limits: {downloads: 1, group: 1KB}\ntables: [${source}]\n`;

let fixture: EngineFixture;
beforeAll(async () => {
  fixture = await EngineFixture.open();
  await fixture.execute('CREATE CATALOG main');
});
beforeEach(async () => {
  await fixture.execute(
    `CREATE OR REPLACE TABLE ${source} AS SELECT o_orderkey AS n, o_comment AS text FROM samples.tpch.orders`,
  );
});
afterEach(() => fixture.warehouse.faults.clear());
afterAll(() => fixture.close());

function only(summary: RunSummary): TableOutcome {
  const [outcome] = summary.tables;
  if (outcome === undefined) throw new Error('The run has no table.');
  return outcome;
}

async function differences(): Promise<readonly string[]> {
  const [verified] = await fixture.engine.verify(replicationOf(document), fixture.file, never);
  return verified?.differences ?? ['not verified'];
}

/** The storage fails for one chunk, until `remove`. */
const broken = (rule: Partial<FaultRule> = {}) =>
  fixture.warehouse.faults.add({
    operation: 'download',
    chunk: 2,
    times: 'always',
    effect: { kind: 'status', status: 500 },
    ...rule,
  });

it('goes on inside the statement, and says what its figures are of', async () => {
  const fault = broken();
  expect(only((await fixture.run(document)).summary)).toMatchObject({
    state: 'failed',
    error: { code: 'network.unavailable' },
  });
  fault.remove();
  const resumed = await fixture.resume(document);
  expect(resumed.state).toBe('done');
  expect(only(resumed)).toMatchObject({
    receipt: { resumed: true, notes: [expect.stringContaining('of the resumed part')] },
  });
  expect(await differences()).toEqual([]);
  await expect(fixture.resume(document)).rejects.toMatchObject({ code: 'run.notFound' });
});

it('says so where the document has changed since, and goes on once it is as it was', async () => {
  const fault = broken();
  const { runId } = (await fixture.run(document)).summary;
  fault.remove();
  const mended = `${document}defaults: {validate: aggregates}\n`;
  for (const wanted of ['last', runId])
    await expect(fixture.resume(mended, wanted)).rejects.toMatchObject({
      code: 'run.notResumable',
      message: expect.stringContaining(
        `The run ${runId} was planned from another document, from other options, or the document has changed since`,
      ),
    });
  expect((await fixture.resume(document)).state).toBe('done');
  await expect(fixture.resume(mended)).rejects.toMatchObject({ code: 'run.notFound' });
});

it('executes the statement again when only a file of its result is gone', async () => {
  // Four links in a row are tried before a file counts as gone.
  const fault = broken({ times: 4, effect: { kind: 'status', status: 404 } });
  const outcome = only((await fixture.run(document)).summary);
  expect(fault.met()).toBe(4);
  expect(outcome).toMatchObject({
    state: 'done',
    receipt: { rows: { received: 15_000, stored: 15_000, source: 15_000 }, resumed: false, retries: 1 },
  });
  expect(await differences()).toEqual([]);
});

it('counts a statement that failed and was executed again', async () => {
  const message = '[INTERNAL_ERROR] The node was lost. SQLSTATE: XX000';
  const fault = fixture.warehouse.faults.add({
    operation: 'statement',
    text: 'SELECT `n`',
    nth: 2,
    effect: { kind: 'failStatement', errorClass: 'INTERNAL_ERROR', sqlState: 'XX000', message },
  });
  const outcome = only((await fixture.run(document)).summary);
  expect(fault.met()).toBe(1);
  expect(outcome).toMatchObject({ state: 'done', receipt: { retries: 1 } });
});

it('does not put older rows in the place of those that a later run has copied', async () => {
  const fault = broken();
  const { summary } = await fixture.run(document);
  expect(summary.state).toBe('failed');
  fault.remove();
  await fixture.execute(`DELETE FROM ${source} WHERE n % 2 = 0`);
  const later = (await fixture.run(document)).summary;
  expect(later.state).toBe('done');
  const resumed = await fixture.resume(document, summary.runId);
  expect(only(resumed)).toMatchObject({ state: 'failed', error: { code: 'run.notResumable' } });
  expect(only(resumed)).toMatchObject({ error: { message: expect.stringContaining(later.runId) } });
  expect(await differences()).toEqual([]);
});

it('runs no plan that was made of another workspace', async () => {
  const plan = await fixture.engine.plan(replicationOf(document), fixture.file, never);
  const elsewhere = fixture.engine.run({ ...plan, host: 'elsewhere' }, { signal: never, onProgress: () => undefined });
  await expect(elsewhere).rejects.toMatchObject({ code: 'usage.invalid' });
});
