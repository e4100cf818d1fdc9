import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { RunSummary, TableOutcome } from '../../../../src/shared/receipt.ts';
import { EngineFixture, never, replicationOf } from './engine-fixture.ts';

/** Each row is as wide as any other, so that all files but the last have the same length and the same rows. */
const rows = 20_000;

describe('one file in the place of another of equal length', () => {
  let fixture: EngineFixture;

  beforeAll(async () => {
    fixture = await EngineFixture.open();
    await fixture.execute('CREATE CATALOG main');
    await fixture.execute(
      `CREATE TABLE main.default.fixed AS SELECT n, n * 7 AS m FROM (SELECT CAST(row_number() OVER (ORDER BY l_orderkey, l_linenumber) AS BIGINT) AS n FROM samples.tpch.lineitem) LIMIT ${rows}`,
    );
    await fixture.execute(
      `CREATE TABLE main.default.constant AS SELECT 42 AS n FROM samples.tpch.lineitem LIMIT ${2 * rows}`,
    );
  });
  afterEach(() => fixture.warehouse.faults.clear());
  afterAll(() => fixture.close());

  const document = (table: string) => `limits: {downloads: 1}\ntables: [main.default.${table}]\n`;

  const swap = (chunk: number, by: number, times: number | 'always' = 1) =>
    fixture.warehouse.faults.add({ operation: 'download', chunk, times, effect: { kind: 'otherFile', chunk: by } });

  function only(summary: RunSummary): TableOutcome {
    const [outcome] = summary.tables;
    if (outcome === undefined) throw new Error('The run has no table.');
    return outcome;
  }

  async function differences(table: string): Promise<readonly string[]> {
    const [verified] = await fixture.engine.verify(replicationOf(document(table)), fixture.file, never);
    return verified?.differences ?? ['not verified'];
  }

  it('is downloaded again over a fresh link', async () => {
    const fault = swap(2, 0);
    const outcome = only((await fixture.run(document('fixed'))).summary);
    expect(outcome).toMatchObject({
      state: 'done',
      receipt: { rows: { manifest: rows, received: rows, stored: rows, source: rows }, retries: 1, notes: [] },
    });
    expect(fault.met()).toBe(1);
    expect(await differences('fixed')).toEqual([]);
  });

  it.each([
    ['a later', 2, 0],
    ['an earlier', 0, 3],
  ])('never gets published when it always comes for %s chunk', async (_, chunk, by) => {
    await fixture.run(document('fixed'));
    swap(chunk, by, 'always');
    const { summary } = await fixture.run(document('fixed'));
    expect(only(summary)).toMatchObject({ state: 'failed', error: { code: 'integrity.aggregates' } });
    expect(await differences('fixed')).toEqual([]);
  });

  it('is noticed across a resume, too', async () => {
    const stuck = fixture.warehouse.faults.add({
      operation: 'download',
      chunk: 3,
      times: 'always',
      effect: { kind: 'status', status: 500 },
    });
    // Committed at once, so that the chunks before the broken one are in.
    const broken = `limits: {downloads: 1, group: 1KB}\ntables: [main.default.fixed]\n`;
    const { summary } = await fixture.run(broken);
    expect(only(summary)).toMatchObject({ state: 'failed', error: { code: 'network.unavailable' } });
    stuck.remove();
    const fault = swap(3, 1);
    const resumed = only(await fixture.resume(broken));
    expect(fault.met()).toBe(1);
    expect(resumed).toMatchObject({ state: 'done', receipt: { resumed: true, validation: 'counts' } });
    expect(resumed.state === 'done' && resumed.receipt.retries).toBeGreaterThan(0);
    expect(await differences('fixed')).toEqual([]);
  });

  it('is not told apart behind a nested column that the transform renames', async () => {
    await fixture.execute(
      `CREATE TABLE main.default.nested AS SELECT named_struct('a', 1) AS s FROM samples.tpch.lineitem LIMIT ${2 * rows}`,
    );
    const plain = replicationOf(document('nested').replace('nested]', 'nested]\ndefaults: {level: auto}'));
    const transform = { columns: { s: { rename: 'inside' } }, derive: {} };
    const replication = { ...plain, tables: plain.tables.map((one) => ({ ...one, transform })) };
    const plan = await fixture.engine.plan(replication, fixture.file, never);
    const summary = await fixture.engine.run(plan, { signal: never, onProgress: () => undefined });
    expect(only(summary)).toMatchObject({
      state: 'failed',
      error: { code: 'integrity.payload', message: expect.stringContaining('from the nested column s') },
    });
  });

  it('is right where the table repeats itself, which is proven and noted', async () => {
    const { summary } = await fixture.run(document('constant'));
    expect(only(summary)).toMatchObject({
      state: 'done',
      receipt: {
        rows: { stored: 2 * rows, source: 2 * rows },
        validation: 'aggregates',
        comparedColumns: 1,
        retries: 2,
        notes: [expect.stringMatching(/^\d+ result files came with the same content as another one/)],
      },
    });
  });

  it('cannot be told apart by a nested column, whatever the copy calls it', async () => {
    await fixture.execute(
      `CREATE OR REPLACE TABLE main.default.nested AS SELECT 42 AS n, array(42) AS a FROM samples.tpch.lineitem LIMIT ${2 * rows}`,
    );
    const { summary } = await fixture.run(
      'tables: [{source: main.default.nested, level: pandas, transform: {columns: {a: {rename: b}}}}]\n',
    );
    expect(only(summary)).toMatchObject({
      state: 'failed',
      error: { code: 'integrity.payload', message: expect.stringContaining('nested column a') },
    });
  });
});
