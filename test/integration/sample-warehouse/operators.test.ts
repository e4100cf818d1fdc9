import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEngine } from './open-engine.ts';

let warehouse: Awaited<ReturnType<typeof openEngine>>;
beforeAll(async () => {
  warehouse = await openEngine();
});
afterAll(() => warehouse.close());

/** Values as text, so that decimals and intervals compare with their digits. */
async function evaluate(expression: string): Promise<[value: string, type: string | undefined]> {
  const { columns, table } = await warehouse.read(`SELECT ${expression} AS x`);
  return [String(table.getChild('x')?.get(0)), columns[0]?.typeText];
}

describe('operators', () => {
  it.each([
    ["1 || 'a'", '1a', 'STRING'],
    ["1.50 || ''", '1.50', 'STRING'],
    ["1 + 1 || 'a'", '2a', 'STRING'],
    ["'a' || NULL", 'null', 'STRING'],
    ["array('x', 'y')[0] || 'z' = 'xz'", 'true', 'BOOLEAN'],
    ['2 + 3 * 4 - 1', '13', 'INT'],
    ['-2 * -3', '6', 'INT'],
    ['CASE WHEN 1 + 1 = 2 THEN 5 - 3 ELSE -1 END * 2', '4', 'INT'],
    ['CAST(1 AS TINYINT) + 1', '2', 'INT'],
    ['7 / 2', '3.5', 'DOUBLE'],
    ['-7 div 2', '-3', 'BIGINT'],
    ['-7 % 3', '-1', 'INT'],
    ['CAST(1 AS FLOAT) + 1', '2', 'DOUBLE'],
    ['NULL + 1', 'null', 'INT'],
    ["'2' + 1", '3', 'BIGINT'],
    ["1.5::STRING || 'x'", '1.5x', 'STRING'],
  ])('%s is %s', async (expression, value, type) => {
    expect(await evaluate(expression)).toEqual([value, type]);
  });

  it.each([
    ['CAST(1 AS DECIMAL(10,2)) / 3', '333333', 'DECIMAL(14,6)'],
    ['CAST(2 AS DECIMAL(10,2)) / CAST(3 AS DECIMAL(10,2))', '6666666666667', 'DECIMAL(23,13)'],
    ['CAST(-1 AS DECIMAL(38,10)) / CAST(3 AS DECIMAL(10,0))', '-3333333333', 'DECIMAL(38,10)'],
    ['CAST(2.5 AS DECIMAL(10,2)) * CAST(10 AS DECIMAL(10,2))', '250000', 'DECIMAL(21,4)'],
    ['CAST(1.5 AS DECIMAL(38,10)) * CAST(-2 AS DECIMAL(38,10))', '-3000000', 'DECIMAL(38,6)'],
    ['1.5 + 1', '25', 'DECIMAL(3,1)'],
    ['CAST(7.5 AS DECIMAL(10,1)) % 2', '15', 'DECIMAL(2,1)'],
  ])('of decimals: %s has %s as its digits', async (expression, digits, type) => {
    expect(await evaluate(expression)).toEqual([digits, type]);
  });

  it.each([
    ["DATE'2020-03-01' - DATE'2020-02-01'", String(29n * 86_400_000_000n), 'INTERVAL DAY'],
    ["CAST(DATE'2020-01-31' + INTERVAL 1 MONTH AS STRING)", '2020-02-29', 'STRING'],
    ["CAST(DATE'2020-01-31' + INTERVAL '1' DAY AS STRING)", '2020-02-01', 'STRING'],
    ["typeof(DATE'2020-01-31' + INTERVAL '1' DAY)", 'date', 'STRING'],
    ["DATE'2020-01-31' - 30 = DATE'2020-01-01'", 'true', 'BOOLEAN'],
    ["unix_micros(TIMESTAMP'1970-01-01 00:00:00Z' + INTERVAL '1.5' SECOND)", '1500000', 'BIGINT'],
    ["unix_micros(TIMESTAMP'1970-01-02 00:00:00Z' - INTERVAL 3 HOURS)", String(21 * 3_600_000_000), 'BIGINT'],
  ])('of times: %s is %s', async (expression, value, type) => {
    expect(await evaluate(expression)).toEqual([value, type]);
  });

  it.each([
    ["'1' = 1", 'true'],
    ["'1.5' = 1.5", 'true'],
    ["'1.50' = '1.5'", 'false'],
    ["3 BETWEEN '1' AND '4' AND true", 'true'],
    ['2 NOT BETWEEN 1 AND 3 OR false', 'false'],
    ["'1.5' IN (1.5D, 2D)", 'true'],
    ['3 NOT IN (1, 2)', 'true'],
    ['3 NOT IN (1, NULL)', 'null'],
    ['16777217 = CAST(16777216 AS FLOAT)', 'false'],
    ["DATE'2020-01-01' = '2020-01-01'", 'true'],
    ['1 <=> NULL', 'false'],
    ['NOT 1 = 2', 'true'],
  ])('compare: %s is %s', async (expression, value) => {
    expect(await evaluate(expression)).toEqual([value, 'BOOLEAN']);
  });

  it.each([
    ["'1.5' = 1", '22018'],
    ["CASE '1.5' WHEN 2 THEN 1 ELSE 0 END", '22018'],
    ["coalesce('6', 1)", '0A000'],
    ["if(true, 1, 'a')", '0A000'],
    ["'1.5' IN (2, 3)", '22018'],
    ['true = 1', '0A000'],
    ["map('a', 1) = map('a', 1)", '0A000'],
    ["DATE'2020-01-01' + INTERVAL 1 HOUR", '0A000'],
    ["INTERVAL '1-2' YEAR TO MONTH", '0A000'],
    ['CAST(1 AS DECIMAL(38,20)) + CAST(1 AS DECIMAL(38,0))', '0A000'],
    ['5 / 0', '22012'],
    ['CAST(5 AS DECIMAL(3,1)) / 0', '22012'],
    ['5 % 0', '22012'],
    ['5 div 0', '22012'],
    ['array(1, 2)[2]', '22003'],
    ['array(1, 2)[-1]', '22003'],
    ['1 +', '42601'],
  ])('%s is refused', async (expression, sqlState) => {
    await expect(evaluate(expression)).rejects.toThrow(expect.objectContaining({ name: 'SqlError', sqlState }));
  });

  it.each([
    ['array(1, 2)[1]', '2'],
    ['-array(1, 2)[0]', '-1'],
    ["map('a', 1)['a']", '1'],
    ["map('a', 1)['b']", 'null'],
    ["element_at(map('a', 1), 'a')", '1'],
    ["CASE '2' WHEN 1 THEN 10 WHEN 1 + 1 THEN 20 ELSE -1 END + 1", '21'],
    ['CASE WHEN 1 = 2 THEN 1 WHEN NOT false THEN CASE 3 WHEN 3 THEN 4 END ELSE 0 END', '4'],
    ['coalesce(NULL, 1) + if(true, 1, 2)', '2'],
    ["extract(YEAR FROM DATE'2020-02-03')", '2020'],
  ])('reach into values: %s is %s', async (expression, value) => {
    expect(await evaluate(expression)).toEqual([value, 'INT']);
  });
});

describe('in whole statements', () => {
  it('ranks are INT, also inside of expressions', async () => {
    const { columns, table } = await warehouse.read(
      `SELECT row_number() OVER (ORDER BY n_nationkey) + 1 AS a, rank() OVER (ORDER BY n_regionkey) AS b,
       dense_rank() OVER (ORDER BY n_regionkey) AS c, ntile(5) OVER (ORDER BY n_nationkey) AS d,
       sum(n_nationkey) OVER (ORDER BY n_nationkey ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) + 0 AS e FROM nation ORDER BY 1 LIMIT 2`,
    );
    expect(columns.map(({ typeText }) => typeText)).toEqual(['INT', 'INT', 'INT', 'INT', 'BIGINT']);
    expect(table.toArray().map((row) => [...row].map(([, value]) => Number(value)))).toEqual([
      [2, 1, 1, 1, 0],
      [3, 6, 2, 1, 1],
    ]);
  });

  it('the same expression groups, sorts and filters', async () => {
    const rows = await warehouse.rows(
      'SELECT n_regionkey * 2, count(*) FROM nation WHERE n_regionkey + 1 > 3 GROUP BY n_regionkey * 2 HAVING count(*) > 4 ORDER BY n_regionkey * 2',
    );
    expect(rows.map((row) => row.map(Number))).toEqual([
      [6, 5],
      [8, 5],
    ]);
  });

  it('in assignments, conditions of a MERGE and beside subqueries', async () => {
    await warehouse.execute('CREATE CATALOG operators');
    await warehouse.execute('CREATE SCHEMA operators.s');
    await warehouse.execute("CREATE TABLE operators.s.t AS SELECT 1 AS id, 'a' AS name UNION ALL SELECT 2, 'b'");
    await warehouse.execute(
      'UPDATE operators.s.t SET name = CASE WHEN id = 1 THEN name || id ELSE name END, id = id + 1 WHERE id < 1 + 1 OR id = (SELECT max(id) FROM operators.s.t)',
    );
    await warehouse.execute(
      "MERGE INTO operators.s.t AS t USING (SELECT 3 AS id) AS s ON t.id = s.id AND t.name = 'b' WHEN MATCHED AND t.id > 1 + 1 THEN UPDATE SET name = t.name || s.id, id = t.id * 10",
    );
    expect(await warehouse.rows('SELECT id, name FROM operators.s.t ORDER BY id')).toEqual([
      [2, 'a1'],
      [30, 'b3'],
    ]);
  });
});
