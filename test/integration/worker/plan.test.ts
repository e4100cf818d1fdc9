import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SampleWarehouse, startSampleWarehouse } from '../../../src/sample-warehouse/sample-warehouse.ts';
import { addressOf, documentOf, WorkerFixture } from '../../support/worker-fixture.ts';

let warehouse: SampleWarehouse;
let worker: WorkerFixture;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'plan-'));
  warehouse = await startSampleWarehouse({ scale: 0.01, warehouseState: 'STOPPED', warehouseStartMs: 100 });
  worker = new WorkerFixture(() => warehouse.token);
});

afterAll(async () => {
  await worker.close();
  await warehouse.close();
  rmSync(folder, { recursive: true, force: true });
});

function requestFor(tables: string, file = path.join(folder, 'copy.duckdb'), keepPrevious = false) {
  return { connection: addressOf(warehouse), replication: documentOf(tables), file, keepPrevious };
}

describe('a plan', () => {
  it('says how the warehouse was before it was asked', async () => {
    warehouse.warehouse.setState('STOPPED');
    const plan = await worker.service.plan('cold', requestFor('[samples.tpch.nation]'));
    expect(plan.warehouse).toEqual({ name: expect.any(String), state: 'STOPPED' });
    const warm = await worker.service.plan('warm', requestFor('[samples.tpch.nation]'));
    expect(warm.warehouse?.state).toBe('RUNNING');
  });

  it('names tables as the catalog spells them', async () => {
    const plan = await worker.service.plan('case', requestFor('[SAMPLES.Tpch.NATION, "samples.TPCH.reg*"]'));
    expect(plan.tables.map(({ source, target }) => [source.table, target.schema, target.table])).toEqual(
      expect.arrayContaining([
        ['nation', 'tpch', 'nation'],
        ['region', 'tpch', 'region'],
      ]),
    );
  });

  it('refuses an entry whose schema is misspelt and keeps the others', async () => {
    const plan = await worker.service.plan('misspelt', requestFor('["samples.tpcj.*", samples.tpch.nation]'));
    expect(plan.tables).toHaveLength(1);
    expect(plan.refused).toMatchObject([
      {
        source: 'samples.tpcj.*',
        error: { code: 'source.notFound', message: expect.stringContaining('Did you mean samples.tpch?') },
      },
    ]);
  });

  it('fails at once where the file could not be written', async () => {
    const nowhere = requestFor('[samples.tpch.nation]', path.join(folder, 'none', 'copy.duckdb'));
    await expect(worker.service.plan('nowhere', nowhere)).rejects.toMatchObject({ code: 'sink.unwritable' });
    await expect(worker.service.plan('folder', requestFor('[samples.tpch.nation]', folder))).rejects.toMatchObject({
      code: 'sink.unwritable',
    });
  });

  it('shows the SQL that keeps the copy that is replaced', async () => {
    const request = requestFor('[samples.tpch.region]', path.join(folder, 'kept.duckdb'), true);
    await worker.service.run('run', request, await worker.service.plan('first', request));
    const [table] = (await worker.service.plan('second', request)).tables;
    expect(table?.sinkSql).toContain(
      'ALTER TABLE "replicator_target"."tpch"."region" RENAME TO "region__previous_<run>"',
    );
    expect(table?.sinkSql.join('; ')).not.toContain('DROP TABLE');
  });
});
