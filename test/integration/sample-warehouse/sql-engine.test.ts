import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEngine } from './open-engine.ts';

let warehouse: Awaited<ReturnType<typeof openEngine>>;
beforeAll(async () => {
  warehouse = await openEngine();
});
afterAll(() => warehouse.close());

const refuses = (sql: string, sqlState: string, text: RegExp) =>
  expect(warehouse.read(sql)).rejects.toThrow(
    expect.objectContaining({ name: 'SqlError', sqlState, message: expect.stringMatching(text) }),
  );

it('a query in FROM may have names for its columns', async () => {
  const named = 'SELECT t.a, `b c` + 1 FROM (SELECT 1, 2) AS t(a, `b c`) WHERE a = 1';
  expect(await warehouse.rows(named)).toEqual([[1, 3]]);
  await refuses('SELECT a FROM (SELECT 1) AS t(a b)', '42601', /near 'b'/);
});

describe('samples.tpch', () => {
  it('has the cardinalities of the benchmark', async () => {
    const counts: Record<string, number> = {};
    for (const table of ['region', 'nation', 'supplier', 'customer', 'part', 'partsupp', 'orders']) {
      counts[table] = Number((await warehouse.rows(`SELECT count(*) FROM samples.tpch.${table}`))[0]?.[0]);
    }
    expect(counts).toEqual({
      region: 5,
      nation: 25,
      supplier: 100,
      customer: 1500,
      part: 2000,
      partsupp: 8000,
      orders: 15000,
    });
    const [[lines]] = (await warehouse.rows('SELECT CAST(count(*) AS INT) FROM lineitem')) as [[number]];
    expect(lines).toBeGreaterThan(58_000);
    expect(lines).toBeLessThan(62_000);
  });

  it('has no dangling keys', async () => {
    const dangling = `SELECT CAST(count(*) AS INT) FROM lineitem l
      LEFT JOIN orders ON o_orderkey = l_orderkey LEFT JOIN partsupp ON ps_partkey = l_partkey AND ps_suppkey = l_suppkey
      LEFT JOIN customer ON c_custkey = o_custkey LEFT JOIN nation ON n_nationkey = c_nationkey
      WHERE ps_partkey IS NULL OR n_nationkey IS NULL`;
    expect(await warehouse.rows(dangling)).toEqual([[0]]);
    const pairs = 'SELECT CAST(count(*) AS INT) FROM (SELECT DISTINCT ps_partkey, ps_suppkey FROM partsupp) t';
    expect(await warehouse.rows(pairs)).toEqual([[8000]]);
  });

  it('comes in batches that are no multiple of 2,048', async () => {
    const { batches, columns } = await warehouse.read('SELECT * FROM lineitem');
    for (const batch of batches.slice(0, -1)) {
      expect(batch.numRows).toBeLessThanOrEqual(4_000);
      expect(batch.numRows % 2_048).not.toBe(0);
    }
    expect(columns.map((column) => `${column.name} ${column.typeText}`).slice(0, 6)).toEqual([
      'l_orderkey BIGINT',
      'l_partkey BIGINT',
      'l_suppkey BIGINT',
      'l_linenumber INT',
      'l_quantity DECIMAL(18,2)',
      'l_extendedprice DECIMAL(18,2)',
    ]);
  });

  it('gives pinned reads a key, and volatile ones none', async () => {
    const pinned = await warehouse.read('SELECT * FROM region');
    expect(pinned.cacheKey).toContain('samples.tpch.region@0');
    expect((await warehouse.read('SELECT * FROM region')).cacheKey).toBe(pinned.cacheKey);
    expect((await warehouse.read('SELECT now(), r_name FROM region')).cacheKey).toBeUndefined();
  });
});

describe('the known answers', () => {
  it.each([
    ["md5('abc')", '900150983cd24fb0d6963f7d28e17f72'],
    ["unix_date(DATE'0001-01-01')", -719162],
    ["unix_micros(TIMESTAMP'0001-01-01 00:00:00Z')", -62135596800000000n],
    ['CAST(CAST(0 AS DECIMAL(38,10)) AS STRING)', '0.0000000000'],
    ['CAST(0.5 AS STRING)', '0.5'],
    ["CAST(double('NaN') AS STRING)", 'NaN'],
    ['CAST(1.0E7D AS STRING)', '1.0E7'],
    ['CAST(0.001D AS STRING)', '0.001'],
    ['CAST(1.7 AS INT)', 1],
    ["CAST(' 12 ' AS INT)", 12],
    ["try_cast('x' AS INT)", null],
    ["concat('a', NULL)", null],
    ["concat_ws(',', array('a', NULL, 'b'))", 'a,b'],
    ["'a_c' LIKE 'a\\_c'", true],
    ["'abc' LIKE 'a\\_c'", false],
    ['7 div 2', 3],
    ['NULL <=> NULL', true],
    ["CAST(TIMESTAMP'2021-01-01 08:00:00Z' AS STRING)", '2021-01-01 00:00:00'],
  ])('%s', async (expression, value) => {
    const [[found]] = (await warehouse.rows(`SELECT ${expression} AS x`)) as [[unknown]];
    expect(typeof found === 'bigint' && typeof value === 'number' ? Number(found) : found).toEqual(value);
  });

  it('sorts NULL first, and last where descending', async () => {
    const values = '(SELECT 1 AS a UNION ALL SELECT NULL UNION ALL SELECT 2) t';
    expect(await warehouse.rows(`SELECT a FROM ${values} ORDER BY a`)).toEqual([[null], [1], [2]]);
    expect(await warehouse.rows(`SELECT a FROM ${values} ORDER BY a DESC`)).toEqual([[2], [1], [null]]);
  });

  it('binds parameters by place and by name', async () => {
    const parameters = [
      { ordinal: 1, type: 'INT', value: '4' },
      { name: 'text', type: 'STRING', value: "it's" },
      { name: 'none', type: 'DECIMAL(5,2)' },
    ];
    expect(await warehouse.rows('SELECT ? AS a, :text AS b, :none AS c', parameters)).toEqual([[4, "it's", null]]);
    await refuses('SELECT ? AS a', '42P02', /UNBOUND_SQL_PARAMETER/);
  });
});

describe('errors', () => {
  it.each([
    ['SELECT * FROM nope.x', '42P01', /The table or view `nope`\.`x` cannot be found/],
    ['SELECT nope FROM orders', '42703', /name `nope` cannot be resolved/],
    ["SELECT CAST('abc' AS INT)", '22018', /The value 'abc' of the type "STRING" cannot be cast to "INT"/],
    ['SELECT 1/0', '22012', /DIVIDE_BY_ZERO/],
    ['SELECT 2147483647 + 1', '22003', /ARITHMETIC_OVERFLOW/],
    ['SELECT list_aggregate(1)', '42883', /UNRESOLVED_ROUTINE.*`list_aggregate`/],
    ['SELEC 1', '42601', /near 'SELEC'/],
    ['SELECT (1', '42601', /end of input/],
    ['EXPLAIN SELECT nope FROM orders', '42703', /UNRESOLVED_COLUMN/],
    ["SELECT array(1)['a']", '0A000', /subscript/],
    ['SHOW SCHEMAS IN nope', '42704', /Catalog 'nope' was not found/],
    ['SELECT * FROM samples.types.denied', '42501', /User does not have SELECT on Table 'samples\.types\.denied'/],
  ])('%s', (sql, sqlState, text) => refuses(sql, sqlState, text));
});

describe('statements side by side', () => {
  it('each get their own rows', async () => {
    const keys = Array.from({ length: 12 }, (_, index) => index);
    const read = await Promise.all(
      keys.map((key) => warehouse.rows(`SELECT id + ${key} FROM range(20000) ORDER BY 1`)),
    );
    expect(read.map((rows) => [rows.length, rows[0]?.[0]])).toEqual(keys.map((key) => [20_000, BigInt(key)]));
  });
});

describe('a cancelled statement', () => {
  it('ends with the reason', async () => {
    const abort = new AbortController();
    const { engine, session } = warehouse;
    const running = engine.execute('SELECT count(*) FROM range(100000000) a, range(100000) b', {
      session,
      signal: abort.signal,
    });
    const ended = expect(running).rejects.toThrow('stop');
    abort.abort(new Error('stop'));
    await ended;
  });
});
