import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Attempt, Attempts } from '../../support/attempts.ts';
import { Product } from '../../support/product.ts';
import { readCopy } from '../../support/read-copy.ts';
import { manyNested, manyRows, nestedCases, writeNestedTables } from './nested-cases.ts';

const folder = new Product();
const local = path.join(folder.folder, 'nested.duckdb');
let attempts: Attempts;
let attempt: Attempt;

beforeAll(async () => {
  await writeNestedTables(local);
  attempts = await Attempts.start({ databases: [local], fileBytes: 60_000 });
  attempt = await attempts.run({ tables: '[nested.main.*]' });
});

afterAll(async () => {
  await attempts.close();
  await folder.close();
});

it('every table is copied', () => {
  expect(attempt).toMatchObject({ code: 0, errors: [] });
  expect(attempt.receipts).toHaveLength(nestedCases.length + 1);
});

it.each(nestedCases)('$name: $type', async ({ name, type, rows }) => {
  const arrived = await readCopy(
    attempt.target,
    `SELECT typeof(c) AS type, CAST(c AS VARCHAR) AS shown FROM main.${name} ORDER BY id`,
  );
  expect(arrived).toEqual(rows.map(([, shown]) => ({ type, shown })));
});

it('many rows, over several files, equal what is stored', async () => {
  const table = { source: ['nested', 'main', 'many'], target: ['main', 'many'] as const };
  expect(await attempts.served.differences(attempt.target, [table])).toEqual([]);
  const digest =
    'SELECT count(*) AS n, md5(string_agg(CAST(c AS VARCHAR) || CAST(m AS VARCHAR), chr(10) ORDER BY id)) AS md5 FROM';
  expect(await readCopy(attempt.target, `${digest} main.many`)).toEqual(
    await readCopy(local, `${digest} (${manyNested})`),
  );
  const [receipt] = attempt.receipts.filter(({ source }) => source === 'nested.main.many');
  expect(receipt).toMatchObject({ rows: { stored: manyRows } });
  expect(receipt?.bytes).toBeGreaterThan(120_000);
});

it('what is converted on its way keeps its place inside structs and lists', async () => {
  const { served } = attempts;
  await served.execute(
    'CREATE TABLE samples.types.converted (id INT, c STRUCT<v: VARIANT, y: INTERVAL YEAR TO MONTH, n: INT>, l ARRAY<VARIANT>)',
    `INSERT INTO samples.types.converted SELECT 0, named_struct('v', parse_json('{"a":[1,null]}'), 'y', c_year_month, 'n', 7), array(parse_json('"text"'), NULL) FROM samples.types.type_year_month WHERE id = 1`,
    `INSERT INTO samples.types.converted VALUES (1, named_struct('v', NULL, 'y', NULL, 'n', NULL), array())`,
    'INSERT INTO samples.types.converted VALUES (2, NULL, NULL)',
  );
  const converted = await attempts.run({ tables: '[samples.types.converted]' });
  expect(converted).toMatchObject({ code: 0, errors: [] });
  expect(
    await readCopy(
      converted.target,
      'SELECT id, CAST(c.v AS VARCHAR) AS v, c.y AS y, c.n AS n, c IS NULL AS absent, CAST(l AS VARCHAR) AS l FROM types.converted ORDER BY id',
    ),
  ).toEqual([
    { id: 0, v: '{"a":[1,null]}', y: "INTERVAL '1-2' YEAR TO MONTH", n: 7, absent: false, l: '["text", NULL]' },
    { id: 1, v: null, y: null, n: null, absent: false, l: '[]' },
    { id: 2, v: null, y: null, n: null, absent: true, l: null },
  ]);
});
