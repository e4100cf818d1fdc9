import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Plan } from '../../../src/shared/plan.ts';
import { type Attempt, Attempts } from '../../support/attempts.ts';
import { Product } from '../../support/product.ts';
import { readCopy } from '../../support/read-copy.ts';

const names = ['customer', 'lineitem', 'nation', 'orders', 'part', 'partsupp', 'region', 'supplier'];
const all = (schema: string, catalog = 'samples') =>
  names.map((name) => ({ source: [catalog, 'tpch', name], target: [schema, name] as const }));

/** Holds the file that is served beside the sample data. */
const folder = new Product();
const local = path.join(folder.folder, 'shop.duckdb');
let attempts: Attempts;

beforeAll(async () => {
  const instance = await DuckDBInstance.create(local);
  const connection = await instance.connect();
  await connection.run('CREATE SCHEMA sales');
  await connection.run(
    `CREATE TABLE sales.visits AS SELECT CASE WHEN i % 7 = 0 THEN NULL ELSE i END AS id, 'visit ' || i AS note, i * 1.5 AS amount, DATE '2020-01-01' + CAST(i % 500 AS INTEGER) AS day, [i, NULL] AS pair FROM range(50000) t(i)`,
  );
  await connection.run(
    `CREATE TABLE sales.moments AS SELECT CASE WHEN i % 3 = 0 THEN NULL ELSE TIMESTAMPTZ '2024-01-01 00:00:00+00' + to_microseconds(i * 1234567) END AS at, i AS n FROM range(20000) t(i)`,
  );
  connection.closeSync();
  instance.closeSync();
  attempts = await Attempts.start({ scale: 0.01, databases: [local], fileBytes: 1_000_000 });
});

afterAll(async () => {
  await attempts.close();
  await folder.close();
});

function planOf(attempt: Attempt): Plan {
  return attempt.finished.events.find(({ event }) => event === 'plan')?.plan as Plan;
}

function expectDone(attempt: Attempt): void {
  expect(attempt).toMatchObject({ code: 0, errors: [] });
}

it('all tables, cut into slices and compared by aggregates, equal the source; verify agrees', async () => {
  const attempt = await attempts.run({
    tables: '[samples.tpch.*]',
    more: 'limits: {slice: 500KB, group: 2MB}\ndefaults: {validate: aggregates}',
  });
  expectDone(attempt);
  expect(await attempts.served.differences(attempt.target, all('tpch'))).toEqual([]);
  const receipts = new Map(attempt.receipts.map((receipt) => [receipt.source, receipt]));
  expect(receipts.size).toBe(8);
  expect(receipts.get('samples.tpch.lineitem')?.slices).toBeGreaterThan(3);
  expect(receipts.get('samples.tpch.region')).toMatchObject({ slices: 1, rows: { stored: 5, source: 5 } });
  for (const { rows, comparedColumns, columns } of receipts.values()) {
    expect(comparedColumns).toBe(columns);
    expect(new Set([rows.manifest, rows.received, rows.stored, rows.source]).size).toBe(1);
  }
  const types = await readCopy(attempt.target, 'DESCRIBE tpch.lineitem');
  expect(types.map((row) => `${row.column_name} ${row.column_type}`)).toEqual([
    ...['l_orderkey BIGINT', 'l_partkey BIGINT', 'l_suppkey BIGINT', 'l_linenumber INTEGER'],
    ...['l_quantity', 'l_extendedprice', 'l_discount', 'l_tax'].map((name) => `${name} DECIMAL(18,2)`),
    ...['l_returnflag VARCHAR', 'l_linestatus VARCHAR'],
    ...['l_shipdate DATE', 'l_commitdate DATE', 'l_receiptdate DATE'],
    ...['l_shipinstruct VARCHAR', 'l_shipmode VARCHAR', 'l_comment VARCHAR'],
  ]);
  const verified = await attempts.run({ tables: '[samples.tpch.*]', target: attempt.target, command: 'verify' });
  expect(verified.finished.events.at(-1)).toMatchObject({ state: 'equal', tables: { total: 8, done: 8, failed: 0 } });
  expect(verified.code).toBe(0);
});

it('columns, left-out columns, filters, and names of their own', async () => {
  const attempt = await attempts.run({
    tables: `
  - {source: samples.tpch.orders, columns: [o_totalprice, o_orderkey], target: picked.some_orders, validate: aggregates}
  - {source: samples.tpch.customer, exclude: [c_comment, C_PHONE], target: picked.customer}
  - {source: samples.tpch.lineitem, where: "l_shipdate >= DATE'1997-01-01' AND l_returnflag = 'N'", target: picked.recent}
  - {source: samples.tpch.nation, where: "n_name = 'O''HARE' OR n_nationkey < 3 -- closed )", target: 'picked.\`nation "x" of {catalog}\`'}`,
    more: 'limits: {slice: 500KB}',
  });
  expectDone(attempt);
  const source = (table: string) => ['samples', 'tpch', table];
  const kept = ['c_custkey', 'c_name', 'c_address', 'c_nationkey', 'c_acctbal', 'c_mktsegment'];
  expect(
    await attempts.served.differences(attempt.target, [
      { source: source('orders'), target: ['picked', 'some_orders'], columns: ['o_totalprice', 'o_orderkey'] },
      { source: source('customer'), target: ['picked', 'customer'], columns: kept },
      {
        source: source('lineitem'),
        target: ['picked', 'recent'],
        where: "l_shipdate >= DATE '1997-01-01' AND l_returnflag = 'N'",
      },
      { source: source('nation'), target: ['picked', 'nation "x" of samples'], where: 'n_nationkey < 3' },
    ]),
  ).toEqual([]);
  const columns = await readCopy(attempt.target, 'SELECT * FROM picked.customer LIMIT 1');
  expect(columns.flatMap((row) => Object.keys(row))).toEqual(kept);
  const recent = attempt.receipts.find(({ target }) => target === 'picked.recent');
  expect(recent?.slices).toBeGreaterThan(3);
  expect(recent?.rows.stored).toBeGreaterThan(1000);
});

it('a DuckDB file as the source, under a template, with slices over NULLs', async () => {
  const attempt = await attempts.run({
    tables: '[shop.sales.*, samples.tpch.region]',
    more: 'limits: {slice: 300KB}\ndefaults: {validate: aggregates}',
    target: `{file: ${attempts.file()}, schema: "{catalog}_{schema}", table: "{table}_copy"}`,
  });
  expectDone(attempt);
  const plan = planOf(attempt);
  expect(plan.tables.map(({ target }) => `${target.schema}.${target.table}`).sort()).toEqual([
    'samples_tpch.region_copy',
    'shop_sales.moments_copy',
    'shop_sales.visits_copy',
  ]);
  const labels = (table: string) =>
    plan.tables.find(({ source }) => source.table === table)?.slices.map(({ label }) => label) ?? [];
  expect(labels('visits').length).toBeGreaterThan(3);
  expect(labels('visits')).toContain('id is NULL');
  expect(labels('moments')).toContain('at is NULL');
  const { file } = plan;
  expect(
    await attempts.served.differences(file, [
      { source: ['shop', 'sales', 'visits'], target: ['shop_sales', 'visits_copy'] },
      { source: ['shop', 'sales', 'moments'], target: ['shop_sales', 'moments_copy'] },
      { source: ['samples', 'tpch', 'region'], target: ['samples_tpch', 'region_copy'] },
    ]),
  ).toEqual([]);
  // The same without the sample warehouse: what was in the file before it was served.
  const read = async (path: string, table: string) =>
    readCopy(
      path,
      `SELECT count(*) AS n, count(id) AS ids, sum(id) AS sum, md5(string_agg(note || amount || day, ',' ORDER BY note)) AS md5 FROM ${table}`,
    );
  expect(await read(file, 'shop_sales.visits_copy')).toEqual(await read(local, 'sales.visits'));
});

it('a copy that somebody changed is told from its source', async () => {
  const tables = '[samples.tpch.nation, samples.tpch.supplier]';
  const attempt = await attempts.run({ tables });
  expectDone(attempt);
  const instance = await DuckDBInstance.create(attempt.target);
  const connection = await instance.connect();
  await connection.run('UPDATE tpch.supplier SET s_acctbal = s_acctbal + 0.01 WHERE s_suppkey = 17');
  connection.closeSync();
  instance.closeSync();
  const verified = await attempts.run({ tables, target: attempt.target, command: 'verify' });
  expect(verified.code).toBe(3);
  const found = verified.finished.events.flatMap(({ table }) => (table === undefined ? [] : [table]));
  expect(found).toMatchObject([
    { source: 'samples.tpch.nation', state: 'equal', differences: [] },
    {
      source: 'samples.tpch.supplier',
      state: 'different',
      differences: [expect.stringMatching(/^sum of s_acctbal is \S+ there and \S+ here$/)],
    },
  ]);
  const differences = await attempts.served.differences(
    attempt.target,
    all('tpch').filter(({ target }) => ['nation', 'supplier'].includes(target[1])),
  );
  expect(differences).toEqual(['samples.tpch.supplier: 1 rows are missing, 1 are too many']);
});
