import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ServedTables } from '../../support/served-tables.ts';
import { addressOf, documentOf, WorkerFixture } from '../../support/worker-fixture.ts';

let served: ServedTables;
let worker: WorkerFixture;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'worker-'));
  served = await ServedTables.start();
  worker = new WorkerFixture(() => served.warehouse.token);
});

afterAll(async () => {
  await worker.close();
  await served.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('browsing', () => {
  it('lists catalogs, schemas and tables, and describes a table', async () => {
    const address = addressOf(served.warehouse);
    const catalogs = await worker.service.listCatalogs(address);
    expect(catalogs.items.map(({ name }) => name)).toContain('samples');
    const schemas = await worker.service.listSchemas(address, 'samples');
    expect(schemas.items.map(({ name }) => name)).toContain('tpch');
    const tables = await worker.service.listTables(address, { catalog: 'samples', schema: 'tpch' });
    expect(tables.items.map(({ name }) => name.table)).toContain('lineitem');
    const details = await worker.service.describeTable(address, {
      catalog: 'samples',
      schema: 'tpch',
      table: 'nation',
    });
    expect(details.columns.map(({ name }) => name)).toEqual(['n_nationkey', 'n_name', 'n_regionkey', 'n_comment']);
  });
});

describe('replicating', () => {
  it('plans and runs', async () => {
    const request = {
      connection: addressOf(served.warehouse),
      replication: documentOf('[samples.tpch.nation]'),
      file: path.join(folder, 'copy.duckdb'),
      keepPrevious: false,
    };
    const plan = await worker.service.plan('plan', request);
    expect(plan.tables).toHaveLength(1);
    const summary = await worker.service.run('run', request, plan);
    expect(summary.state).toBe('done');
    const differences = await served.differences(request.file, [
      { source: ['samples', 'tpch', 'nation'], target: ['tpch', 'nation'] },
    ]);
    expect(differences).toEqual([]);
  });
});
