import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type SampleWarehouse, startSampleWarehouse } from '../../../src/sample-warehouse/sample-warehouse.ts';
import { ReplicatorError } from '../../../src/shared/errors.ts';
import type { Page } from '../../../src/shared/page.ts';
import type { RowSample } from '../../../src/shared/rows.ts';
import { addressOf, WorkerFixture } from '../../support/worker-fixture.ts';

let warehouse: SampleWarehouse;
let worker: WorkerFixture;

beforeAll(async () => {
  warehouse = await startSampleWarehouse({
    scale: 0.01,
    pageLength: 3,
    warehouseState: 'STOPPED',
    warehouseStartMs: 300,
  });
  worker = new WorkerFixture(() => warehouse.token);
});

afterEach(() => {
  warehouse.faults.clear();
  warehouse.warehouse.setState('STOPPED');
});

afterAll(async () => {
  await worker.close();
  await warehouse.close();
});

async function allOf<Item>(ask: (after?: string) => Promise<Page<Item>>): Promise<readonly Item[]> {
  const found: Item[] = [];
  let next: string | undefined;
  do {
    const page = await ask(next);
    found.push(...page.items);
    next = page.next;
  } while (next !== undefined);
  return found;
}

describe('browsing', () => {
  it('goes page by page through catalogs, schemas and tables, over empty pages too', async () => {
    const address = addressOf(warehouse);
    const { service } = worker;
    const catalogs = await allOf((after) => service.listCatalogs(address, after));
    expect(catalogs).toContainEqual(expect.objectContaining({ name: 'samples', kind: 'MANAGED_CATALOG' }));
    expect(await allOf((after) => service.listSchemas(address, 'samples', after))).toContainEqual(
      expect.objectContaining({ catalog: 'samples', name: 'tpch' }),
    );
    warehouse.faults.add({ operation: 'catalog-tables', nth: 2, effect: { kind: 'emptyPage' } });
    const first = await service.listTables(address, { catalog: 'samples', schema: 'tpch' });
    expect(first.items).toHaveLength(3);
    expect(first.next).toBeDefined();
    const tables = await allOf((after) => service.listTables(address, { catalog: 'samples', schema: 'tpch' }, after));
    expect(tables).toHaveLength(8);
    expect(tables).toContainEqual(
      expect.objectContaining({
        name: { catalog: 'samples', schema: 'tpch', table: 'lineitem' },
        kind: 'MANAGED',
        format: 'DELTA',
      }),
    );
  });

  it('works where no warehouse is chosen yet, and never wakes one', async () => {
    const address = addressOf(warehouse, { httpPath: '' });
    const { service } = worker;
    expect((await service.listCatalogs(address)).items.length).toBeGreaterThan(0);
    const details = await service.describeTable(address, { catalog: 'samples', schema: 'tpch', table: 'nation' });
    expect(details.columns[0]).toEqual(expect.objectContaining({ name: 'n_nationkey', type: 'bigint' }));
    expect(details).toMatchObject({ version: 0, filtered: false, owner: expect.any(String) });
    expect(await service.probe(address)).toEqual({ user: 'sample.user@example.com' });
    expect((await service.listWarehouses(address)).length).toBeGreaterThan(0);
    await expect(service.describeWarehouse(address)).rejects.toMatchObject({ code: 'usage.invalid' });
    expect(warehouse.warehouse.state).toBe('STOPPED');
  });

  it.each([
    ['server', undefined],
    ['list', 'catalog-summaries'],
  ] as const)('finds tables by a part of their name (by %s)', async (_how, missing) => {
    // A worker of its own: once told that the server cannot search, it does not ask again.
    const own = new WorkerFixture(() => warehouse.token);
    try {
      if (missing !== undefined)
        warehouse.faults.add({
          operation: missing,
          times: 'always',
          effect: { kind: 'status', status: 404, errorCode: 'ENDPOINT_NOT_FOUND' },
        });
      const address = addressOf(warehouse);
      const find = async (containing: string, schema?: string): Promise<readonly string[]> => {
        const within = { catalog: 'samples', ...(schema === undefined ? {} : { schema }) };
        const found = await allOf((after) => own.service.searchTables(address, within, containing, after));
        return found.map(({ name }) => `${name.schema}.${name.table}`).sort();
      };
      expect(await find('LINE')).toEqual(['tpch.lineitem']);
      expect(await find('part', 'tpch')).toEqual(['tpch.part', 'tpch.partsupp']);
      expect(await find('part', 'types')).toEqual([]);
      expect(await find('%')).toEqual([]);
      expect(await find('l_ne')).toEqual([]);
      expect(await find('\\')).toEqual([]);
    } finally {
      await own.close();
    }
  });

  it('says that a catalog is missing, whichever way it searches', async () => {
    const missing = worker.service.searchTables(addressOf(warehouse), { catalog: 'none' }, 'x');
    await expect(missing).rejects.toMatchObject({ code: 'source.notFound' });
    expect(
      (await worker.service.searchTables(addressOf(warehouse), { catalog: 'samples' }, 'lineitem')).items,
    ).toHaveLength(1);
  });
});

describe('a warehouse', () => {
  it('is listed, described, started and stopped', async () => {
    const address = addressOf(warehouse);
    const { service } = worker;
    const described = await service.describeWarehouse(address);
    expect(described).toMatchObject({
      id: warehouse.warehouseId,
      size: '2X-Small',
      state: 'STOPPED',
      kind: 'serverless',
    });
    expect(await service.listWarehouses(address)).toContainEqual(described);
    await service.startWarehouse(address);
    await vi.waitFor(async () => expect((await service.describeWarehouse(address)).state).toBe('RUNNING'));
    await service.stopWarehouse(address);
    expect((await service.describeWarehouse(address)).state).toBe('STOPPING');
    const gone = addressOf(warehouse, { httpPath: '/sql/1.0/warehouses/00000000000000ff' });
    await expect(service.describeWarehouse(gone)).rejects.toMatchObject({ code: 'source.warehouseGone' });
  });
});

describe('a preview', () => {
  it('wakes the warehouse and gives exact texts', async () => {
    const { service } = worker;
    const rows = await service.previewSource(
      'preview',
      addressOf(warehouse),
      { catalog: 'samples', schema: 'tpch', table: 'nation' },
      3,
    );
    expect(warehouse.warehouse.state).toBe('RUNNING');
    expect(rows).toMatchObject({ more: true, columns: [{ name: 'n_nationkey', type: 'bigint' }, {}, {}, {}] });
    expect(rows.rows.map(([key]) => key)).toEqual(['0', '1', '2']);
  });

  it('has as many values as columns whatever the types, and whole timestamps', async () => {
    const { service } = worker;
    const address = addressOf(warehouse);
    const session = { catalog: 'samples', schema: 'types', timeZone: 'Etc/UTC' };
    const { batches } = await warehouse.engine.execute(
      "CREATE TABLE samples.types.stamped AS SELECT TIMESTAMP'2024-01-02 03:04:05.123456' AS t",
      { session, signal: new AbortController().signal },
    );
    for await (const _ of batches);
    const tables = await allOf((after) => service.listTables(address, { catalog: 'samples', schema: 'types' }, after));
    const values = new Set<string | null>();
    for (const { name } of tables) {
      const preview = await service
        .previewSource(`of ${name.table}`, address, name, 5)
        .catch((error: unknown) => error);
      // Some samples are there to be forbidden.
      if (preview instanceof ReplicatorError) {
        expect(preview.code).toBe('auth.forbidden');
        continue;
      }
      const { columns, rows } = preview as RowSample;
      for (const row of rows) {
        expect(row, name.table).toHaveLength(columns.length);
        for (const value of row) values.add(value);
      }
    }
    expect(values).toContain('2024-01-02 03:04:05.123456');
  });

  it('is cancelled within a second while the warehouse starts', async () => {
    const { service } = worker;
    warehouse.faults.add({ operation: 'submit', times: 'always', effect: { kind: 'latency', ms: 60_000 } });
    const name = { catalog: 'samples', schema: 'tpch', table: 'nation' };
    const outcome = service.previewSource('slow', addressOf(warehouse), name, 3).catch((error: unknown) => error);
    await service.listCatalogs(addressOf(warehouse));
    const startedAt = performance.now();
    await service.cancel('slow');
    expect(await outcome).toMatchObject({ code: 'run.cancelled' });
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });
});

describe('a filter', () => {
  it('is checked by the warehouse', async () => {
    const { service } = worker;
    const nation = { catalog: 'samples', schema: 'tpch', table: 'nation' };
    await service.checkFilter('good', addressOf(warehouse), nation, "n_name LIKE 'A%' AND n_nationkey > 3");
    for (const [i, where] of ['n_nothing = 1', 'n_name = ', 'true) OR (true', ''].entries()) {
      await expect(service.checkFilter(`bad ${i}`, addressOf(warehouse), nation, where), where).rejects.toMatchObject({
        code: 'source.invalidSql',
      });
    }
  });
});
