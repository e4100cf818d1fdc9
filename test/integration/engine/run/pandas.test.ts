import { existsSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { SpoolFolder } from '../../../../src/engine/spool/spool-folder.ts';
import type { Replication } from '../../../../src/shared/document/replication.ts';
import { everyError } from '../../../../src/shared/errors.ts';
import type { Plan } from '../../../../src/shared/plan.ts';
import type { TableProgress } from '../../../../src/shared/progress.ts';
import type { TableOutcome, VerifiedTable } from '../../../../src/shared/receipt.ts';
import type { Transform } from '../../../../src/shared/transform.ts';
import { EngineFixture, never, replicationOf } from './engine-fixture.ts';

const nothing: Transform = { columns: {}, derive: {} };

let fixture: EngineFixture;
beforeAll(async () => {
  fixture = await EngineFixture.open();
});
afterEach(() => {
  vi.restoreAllMocks();
  fixture.warehouse.faults.clear();
});
afterAll(() => fixture.close());

function replication(transform: Transform, more = '', table = 'samples.tpch.customer'): Replication {
  const plain = replicationOf(`defaults: {level: auto}\ntables: [${table}]\n${more}`);
  return { ...plain, tables: plain.tables.map((one) => ({ ...one, transform })) };
}

const plan = (transform: Transform, more = '', table?: string): Promise<Plan> =>
  fixture.engine.plan(replication(transform, more, table), fixture.file, never);

async function run(transform: Transform, more = '', table?: string): Promise<TableOutcome> {
  const planned = await plan(transform, more, table);
  const [refused] = planned.refused;
  if (refused !== undefined) throw new Error(refused.error.message);
  const { tables } = await fixture.engine.run(planned, { signal: never, onProgress: () => undefined });
  const [outcome] = tables;
  if (outcome === undefined) throw new Error('The run has no table.');
  return outcome;
}

async function verify(transform: Transform): Promise<VerifiedTable> {
  const [verified] = await fixture.engine.verify(replication(transform), fixture.file, never);
  if (verified === undefined) throw new Error('Nothing was verified.');
  return verified;
}

const query = (sql: string): Promise<readonly unknown[]> => inFile(sql, 'READ_ONLY');
const execute = (sql: string): Promise<readonly unknown[]> => inFile(sql, 'READ_WRITE');

async function inFile(sql: string, mode: 'READ_ONLY' | 'READ_WRITE'): Promise<readonly unknown[]> {
  const instance = await DuckDBInstance.create(fixture.file, { access_mode: mode });
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(sql)).getRowObjectsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

it('plans the resulting types, and copies through expressions, casts, defaults and names', async () => {
  const transform: Transform = {
    columns: {
      c_name: { expression: 'lower(c_name)', rename: 'name' },
      C_ACCTBAL: { cast: 'DOUBLE', default: 0 },
      c_comment: { expression: "nullif(c_comment, '') -- nothing is nothing", default: "it's none" },
    },
    derive: { is_rich: 'c_acctbal > 9000', twice: 'c_acctbal * (SELECT count(*) FROM (SELECT unnest([1, 2])))' },
  };
  const planned = await plan(transform);
  expect(planned.tables[0]).toMatchObject({
    level: 'pandas',
    levelReason: expect.stringContaining('piece by piece'),
  });
  const types = Object.fromEntries((planned.tables[0]?.transform?.columns ?? []).map((c) => [c.target, c.targetType]));
  expect(types).toEqual({
    c_custkey: 'BIGINT',
    name: 'VARCHAR',
    c_address: 'VARCHAR',
    c_nationkey: 'BIGINT',
    c_phone: 'VARCHAR',
    c_acctbal: 'DOUBLE',
    c_mktsegment: 'VARCHAR',
    c_comment: 'VARCHAR',
    is_rich: 'BOOLEAN',
    twice: expect.stringMatching(/^(DECIMAL|HUGEINT|DOUBLE)/),
  });
  expect(planned.tables[0]?.transform?.sql).toContain('lower(c_name)');
  expect(await run(transform)).toMatchObject({
    state: 'done',
    receipt: { level: 'pandas', columns: 10, rows: { received: 1500, stored: 1500, source: 1500 } },
  });
  expect(
    await query(
      'SELECT typeof(c_acctbal) AS t, count(*) FILTER (is_rich <> (c_acctbal > 9000))::INTEGER AS wrong, count(*) FILTER (name <> lower(name))::INTEGER AS loud, (sum(twice) - 2 * sum(c_acctbal::DECIMAL(15,2)))::DOUBLE AS rest FROM tpch.customer GROUP BY ALL',
    ),
  ).toEqual([{ t: 'DOUBLE', wrong: 0, loud: 0, rest: 0 }]);
});

it('filters, drops duplicates by key in the order asked for, and says how many rows were left out', async () => {
  const transform: Transform = {
    ...nothing,
    filter: 'c_acctbal > 0',
    dropDuplicates: { by: ['C_NATIONKEY'], orderBy: 'c_acctbal DESC' },
  };
  const outcome = await run(transform, 'limits: {downloads: 2}');
  expect(outcome).toMatchObject({ receipt: { rows: { received: 1500, stored: 25, source: 1500, dropped: 1475 } } });
  expect(
    await query(
      'SELECT count(DISTINCT c_nationkey)::INTEGER AS nations, min(c_acctbal)::INTEGER AS poorest FROM tpch.customer',
    ),
  ).toMatchObject([{ nations: 25, poorest: expect.toSatisfy((value: number) => value > 9000) }]);
});

it('tells while it goes on how many rows came, and in the end how many are in the copy', async () => {
  const planned = await plan({ ...nothing, filter: 'c_custkey <= 500' });
  const seen: TableProgress[] = [];
  await fixture.engine.run(planned, { signal: never, onProgress: ({ tables }) => seen.push(...tables) });
  expect(seen.at(-1)).toMatchObject({ phase: 'done', rows: 1500, totalRows: 1500, storedRows: 500 });
  expect(seen.filter(({ phase }) => phase === 'extracting').every(({ storedRows }) => storedRows === undefined)).toBe(
    true,
  );
});

it.each(['false', 'c_custkey > 5 AND c_custkey < 5 AND 1 = 2', 'c_custkey < 0'])(
  'a filter that lets nothing through (%s) gives an empty copy, and says what became of the rows',
  async (filter) => {
    expect(await run({ ...nothing, filter })).toMatchObject({
      state: 'done',
      receipt: { rows: { manifest: 1500, received: 1500, stored: 0, dropped: 1500 } },
    });
    expect(await query('SELECT count(*)::INTEGER AS n FROM tpch.customer')).toEqual([{ n: 0 }]);
  },
);

it('a frame that does not fit into memory goes to the disk for a while, and says so', async () => {
  const big = await EngineFixture.open({ scale: 0.05, fileBytes: 1_000_000 });
  const whole: Transform = { columns: {}, derive: { position: 'row_number() OVER (ORDER BY l_orderkey)' } };
  try {
    const planned = await big.engine.plan(
      replication(whole, 'limits: {memory: 64MiB}', 'samples.tpch.lineitem'),
      big.file,
      never,
    );
    const { tables } = await big.engine.run(planned, { signal: never, onProgress: () => undefined });
    expect(tables[0]).toMatchObject({
      state: 'done',
      receipt: { metrics: { spilledBytes: expect.any(Number) }, notes: [expect.stringContaining('went to the disk')] },
    });
    expect(existsSync(`${big.file}.spool`)).toBe(false);
  } finally {
    await big.close();
  }
}, 120_000);

it.each([
  [{ ...nothing, columns: { nowhere: { cast: 'INTEGER' } } }, 'plan.unknownColumn', 'nowhere'],
  [{ ...nothing, derive: { x: 'c_custkey +' } }, 'plan.invalidTransform', 'The expression of x is not an expression'],
  [{ ...nothing, derive: { x: '1) AS a, (2' } }, 'plan.invalidTransform', 'x is more than one expression'],
  [{ ...nothing, derive: { x: '1; DROP TABLE t' } }, 'plan.invalidTransform', 'The expression of x'],
  [{ ...nothing, derive: { x: 'sum(c_custkey)' } }, 'plan.invalidTransform', 'The expression of x cannot be computed'],
  [{ ...nothing, derive: { x: '(SELECT max(a) FROM other)' } }, 'plan.invalidTransform', 'other'],
  [{ ...nothing, derive: { x: "(SELECT content FROM read_text('/etc/hostname'))" } }, 'plan.invalidTransform', 'x'],
  [{ ...nothing, derive: { x: 'unnest([1, 2])' } }, 'plan.invalidTransform', 'x makes several rows of one'],
  [{ ...nothing, derive: { x: 'main.UNLIST([1]) + 1' } }, 'plan.invalidTransform', 'x makes several rows of one'],
  [{ ...nothing, filter: 'unnest([1, 2]) IN (SELECT 1)' }, 'plan.invalidTransform', 'transform makes several rows'],
  [{ ...nothing, derive: { x: 'COLUMNS(*)' } }, 'plan.invalidTransform', 'The expression of x is several columns'],
  [{ ...nothing, derive: { c_NAME: '1' } }, 'plan.columnName', 'Two columns of the copy would be called'],
  [{ ...nothing, columns: { c_name: { cast: 'NOTYPE' } } }, 'plan.invalidTransform', 'c_name'],
  [{ ...nothing, columns: { c_name: { cast: "INTEGER) AS y, ('a'" } } }, 'plan.invalidTransform', 'c_name'],
  [{ ...nothing, filter: 'c_nothing > 1' }, 'plan.invalidTransform', 'c_nothing'],
  [
    { ...nothing, dropDuplicates: { by: ['c_name'], orderBy: 'c_custkey) = 1 OR (true' } },
    'plan.invalidTransform',
    'orderBy',
  ],
] as const)('refuses %j in the plan', async (transform, code, message) => {
  const { tables, refused } = await plan(transform);
  expect(tables).toEqual([]);
  expect(refused).toMatchObject([{ error: { code, message: expect.stringContaining(message) } }]);
});

it('tells all mistakes of a transform at once, each with its place', async () => {
  const { refused } = await plan({
    columns: {
      c_name: { rename: 'C_PHONE' },
      c_acctbal: { cast: 'NOTYPE', default: 0 },
      c_adress: { expression: 'upper(' },
      c_comment: { rename: ' ' },
    },
    derive: { x: 'c_custkey +', y: 'c_nothing + 1' },
    filter: 'c_acct > 0',
    dropDuplicates: { by: ['c_custkye'], orderBy: 'nowhere DESC' },
  });
  const [error] = refused.map((one) => one.error);
  expect(error && everyError(error)).toMatchObject([
    {
      code: 'plan.unknownColumn',
      subject: { column: 'c_adress' },
      message: expect.stringMatching(/mean c_address\?$/),
    },
    {
      code: 'plan.unknownColumn',
      subject: { column: 'c_custkye' },
      message: expect.stringContaining('dropDuplicates'),
    },
    { code: 'plan.columnName', subject: { column: 'c_phone' }, message: expect.stringContaining('from c_name') },
    { code: 'plan.columnName', subject: { column: ' ' }, message: expect.stringContaining('c_comment') },
    {
      subject: { column: 'c_acctbal' },
      message: expect.stringMatching(/^The cast and default of c_acctbal cannot be/),
    },
    { subject: { column: 'c_adress' }, message: expect.stringMatching(/^The expression of c_adress is not an/) },
    { subject: { column: 'x' }, message: expect.stringMatching(/^The expression of x is not an expression/) },
    { subject: { column: 'y' }, message: expect.stringMatching(/^The expression of y cannot be computed:.*c_nothing/) },
    { message: expect.stringMatching(/^The filter of the transform cannot be computed:.*c_acct/) },
    { message: expect.stringMatching(/^orderBy of dropDuplicates cannot be computed:.*nowhere/) },
  ]);
});

it('a value that cannot be cast fails the table, and leaves the copy before it as it was', async () => {
  await run(nothing);
  const outcome = await run({ ...nothing, columns: { c_name: { cast: 'INTEGER' } } });
  expect(outcome).toMatchObject({
    state: 'failed',
    error: {
      code: 'value.notComputable',
      subject: { table: 'samples.tpch.customer', column: 'c_name' },
      message: 'The transform cannot compute a value of c_name: Could not convert a text to INT32',
    },
  });
  expect(await query('SELECT count(*)::INTEGER AS n, any_value(typeof(c_name)) AS t FROM tpch.customer')).toEqual([
    { n: 1500, t: 'VARCHAR' },
  ]);
  expect(existsSync(`${fixture.file}.spool`)).toBe(false);
});

it('a value that an expression cannot compute is told with where it may be, however the frame is written', async () => {
  const transform: Transform = { ...nothing, derive: { day: 'CAST(upper(c_name) AS DATE)' }, filter: 'c_custkey > 0' };
  for (const one of [transform, { ...transform, dropDuplicates: { by: ['c_custkey'] } }])
    expect(await run(one)).toMatchObject({
      state: 'failed',
      error: {
        code: 'value.notComputable',
        message: expect.stringMatching(
          /^The transform cannot compute a value \(day, filter\): invalid date field format: a text,/,
        ),
      },
    });
});

it('reads a JSON column as JSON, and compares unchanged columns with the source', async () => {
  const outcome = await run(
    { columns: {}, derive: { kind: 'json_type(c_variant)' } },
    'limits: {downloads: 1}',
    'samples.types.type_variant',
  ).catch((error: Error) => error.message);
  expect(outcome).toMatchObject({ state: 'done' });
  expect(
    await query(
      'SELECT count(*) FILTER (kind IS DISTINCT FROM json_type(c_variant))::INTEGER AS wrong FROM types.type_variant',
    ),
  ).toEqual([{ wrong: 0 }]);
});

it('verifies what a transform leaves comparable, and names what it does not, with the reason', async () => {
  const transform: Transform = {
    columns: { c_name: { rename: 'name' }, c_acctbal: { cast: 'DOUBLE' } },
    derive: { is_rich: 'c_acctbal > 9000' },
  };
  const computed = { columns: ['c_acctbal', 'is_rich'], reason: 'computed by the transform' };
  await run(transform);
  expect(await verify(transform)).toMatchObject({ state: 'equal', comparedColumns: 7, notCompared: [computed] });
  const some = { ...transform, filter: 'c_acctbal > 0', dropDuplicates: { by: ['c_nationkey'] } };
  await run(some);
  const verified = await verify(some);
  expect(verified).toMatchObject({
    state: 'equal',
    sourceRows: 1500,
    storedRows: 25,
    droppedRows: 1475,
    comparedColumns: 0,
    notCompared: [
      computed,
      { columns: expect.arrayContaining(['c_custkey', 'name']), reason: 'the transform may leave rows out' },
    ],
  });
  expect(verified.error).toBeUndefined();
  await execute('DELETE FROM tpch.customer WHERE c_nationkey = 3');
  expect(await verify(some)).toMatchObject({
    state: 'different',
    differences: ['1500 rows there, of which the transform left out 1475, and 24 here'],
  });
});

it('a folder that cannot be removed changes nothing of what came of the rows', async () => {
  vi.spyOn(SpoolFolder.prototype, 'tidy').mockRejectedValue(Object.assign(new Error('no'), { code: 'EACCES' }));
  expect(await run(nothing)).toMatchObject({ state: 'done', receipt: { rows: { stored: 1500 } } });
  expect(await run({ ...nothing, columns: { c_name: { cast: 'INTEGER' } } })).toMatchObject({
    error: { code: 'value.notComputable' },
  });
});

it('goes on inside the statement where rows do not depend on each other, and from its start where they do', async () => {
  const document = 'limits: {downloads: 1, group: 1KB}';
  const rowwise: Transform = { ...nothing, filter: 'o_orderkey % 2 = 0' };
  const whole: Transform = { ...rowwise, dropDuplicates: { by: ['o_orderkey'] } };
  for (const [transform, resumed] of [
    [rowwise, true],
    [whole, false],
  ] as const) {
    const broken = fixture.warehouse.faults.add({
      operation: 'download',
      chunk: 3,
      times: 'always',
      effect: { kind: 'status', status: 500 },
    });
    expect(await run(transform, document, 'samples.tpch.orders')).toMatchObject({ state: 'failed' });
    broken.remove();
    const { tables } = await fixture.engine.resume(
      'last',
      fixture.file,
      replication(transform, document, 'samples.tpch.orders'),
      { signal: never, onProgress: () => undefined },
    );
    const kept = await query('SELECT count(*)::INTEGER AS n FROM tpch.orders WHERE o_orderkey % 2 = 0');
    const [{ n }] = kept as [{ n: number }];
    expect(tables).toMatchObject([
      { state: 'done', receipt: { resumed, rows: { received: 15_000, stored: n, dropped: 15_000 - n } } },
    ]);
    expect(
      await query('SELECT count(*)::INTEGER AS n, count(DISTINCT o_orderkey)::INTEGER AS d FROM tpch.orders'),
    ).toEqual([{ n, d: n }]);
  }
});

it('a filter that lets nothing through gives an empty table', async () => {
  for (const filter of ['false', '1 = 0', 'o_orderkey IS NULL AND o_orderkey IS NOT NULL']) {
    const outcome = await run({ ...nothing, filter }, 'limits: {group: 1KB}', 'samples.tpch.orders');
    expect(outcome).toMatchObject({
      state: 'done',
      receipt: { rows: { received: 15_000, stored: 0, dropped: 15_000 } },
    });
  }
});
