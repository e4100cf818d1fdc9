import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Attempt, Attempts } from '../../support/attempts.ts';
import { Product } from '../../support/product.ts';
import { readCopy } from '../../support/read-copy.ts';

/** Each a table of one column `c`: what is stored, and what its text has to be in the copy. */
const cases: readonly {
  readonly name: string;
  readonly type: string;
  readonly rows: readonly (readonly [stored: string, shown: string | null])[];
}[] = [
  {
    name: 'moments',
    type: 'TIMESTAMP WITH TIME ZONE[]',
    rows: [
      [
        "['0001-01-01 00:00:00+00', NULL, '9999-12-31 23:59:59.999999+00']",
        "['0001-01-01 00:00:00+00', NULL, '9999-12-31 23:59:59.999999+00']",
      ],
      ['[]', '[]'],
      ['[NULL]', '[NULL]'],
      ['NULL', null],
    ],
  },
  {
    name: 'floats',
    type: 'DOUBLE[]',
    rows: [["['nan', 'infinity', -0.0::DOUBLE, 5e-324, NULL, 0.0]", '[nan, inf, -0.0, 5e-324, NULL, 0.0]']],
  },
  {
    name: 'deep',
    type: 'INTEGER[][][]',
    rows: [
      ['[[[1, NULL], [], NULL], NULL, []]', '[[[1, NULL], [], NULL], NULL, []]'],
      ['NULL', null],
      ['[[]]', '[[]]'],
    ],
  },
  {
    name: 'bytes',
    type: 'BLOB[]',
    rows: [["[unhex('00FF'), ''::BLOB, NULL]", "[\\x00\\xFF, '', NULL]"]],
  },
  {
    name: 'amounts',
    type: 'MAP(INTEGER, DECIMAL(38,10))',
    rows: [
      [
        'MAP {1: 9999999999999999999999999999.9999999999, -1: NULL, 0: -0.0000000001}',
        '{1=9999999999999999999999999999.9999999999, -1=NULL, 0=-0.0000000001}',
      ],
      ['MAP {}', '{}'],
    ],
  },
  {
    name: 'days',
    type: 'MAP(DATE, BOOLEAN)',
    rows: [
      [
        "MAP {'0001-01-01': true, '9999-12-31': NULL, '1582-10-10': false}",
        '{0001-01-01=true, 9999-12-31=NULL, 1582-10-10=false}',
      ],
    ],
  },
  {
    name: 'tiny_decimals',
    type: 'DECIMAL(4,2)[]',
    rows: [['[99.99, -99.99, NULL, 0.01]', '[99.99, -99.99, NULL, 0.01]']],
  },
  {
    name: 'texts',
    type: 'STRUCT(a VARCHAR, b VARCHAR[])',
    rows: [
      ["row('', ['', NULL, 'NULL', '😀'])", "{'a': '', 'b': ['', NULL, 'NULL', 😀]}"],
      ['row(NULL, NULL)', "{'a': NULL, 'b': NULL}"],
      ['NULL', null],
      ['row(NULL, [])', "{'a': NULL, 'b': []}"],
    ],
  },
  {
    name: 'structs_in_structs',
    type: 'STRUCT(outer_field STRUCT(inner_field STRUCT(n BIGINT)[]), m MAP(VARCHAR, STRUCT(x DOUBLE)))',
    rows: [
      [
        "row(row([row(9223372036854775807), NULL, row(NULL)]), MAP {'k': row(-0.0::DOUBLE), 'n': NULL})",
        "{'outer_field': {'inner_field': [{'n': 9223372036854775807}, NULL, {'n': NULL}]}, 'm': {k={'x': -0.0}, n=NULL}}",
      ],
      ['row(NULL, NULL)', "{'outer_field': NULL, 'm': NULL}"],
      ['row(row(NULL), MAP {})', "{'outer_field': {'inner_field': NULL}, 'm': {}}"],
    ],
  },
];

/** Rows beside them, so that values cross the borders of DuckDB's vectors and of result files. */
const manyRows = 5_000;
const many = `SELECT i AS id, CASE WHEN i % 5 = 0 THEN NULL ELSE [{'k': 'key ' || i, 'v': CASE WHEN i % 3 = 0 THEN NULL ELSE range(i % 7) END}] END AS c, MAP {i: CASE WHEN i % 2 = 0 THEN NULL ELSE 'v' || i END} AS m FROM range(${manyRows}) t(i)`;

const folder = new Product();
const local = path.join(folder.folder, 'nested.duckdb');
let attempts: Attempts;
let attempt: Attempt;

beforeAll(async () => {
  const instance = await DuckDBInstance.create(local);
  const connection = await instance.connect();
  for (const { name, type, rows } of cases) {
    const selects = rows.map(([stored], i) => `SELECT ${i} AS id, CAST(${stored} AS ${type}) AS c`);
    await connection.run(`CREATE TABLE ${name} AS ${selects.join(' UNION ALL ')}`);
  }
  await connection.run(`CREATE TABLE many AS ${many}`);
  connection.closeSync();
  instance.closeSync();
  attempts = await Attempts.start({ databases: [local], fileBytes: 60_000 });
  attempt = await attempts.run({ tables: '[nested.main.*]' });
});

afterAll(async () => {
  await attempts.close();
  await folder.close();
});

it('every table is copied', () => {
  expect(attempt).toMatchObject({ code: 0, errors: [] });
  expect(attempt.receipts).toHaveLength(cases.length + 1);
});

it.each(cases)('$name: $type', async ({ name, type, rows }) => {
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
  expect(await readCopy(attempt.target, `${digest} main.many`)).toEqual(await readCopy(local, `${digest} (${many})`));
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
