import { DuckDBInstance } from '@duckdb/node-api';

/** Each a table of one column `c`: what is stored, and what its text has to be in the copy. */
export const nestedCases: readonly {
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
export const manyRows = 5_000;
export const manyNested = `SELECT i AS id, CASE WHEN i % 5 = 0 THEN NULL ELSE [{'k': 'key ' || i, 'v': CASE WHEN i % 3 = 0 THEN NULL ELSE range(i % 7) END}] END AS c, MAP {i: CASE WHEN i % 2 = 0 THEN NULL ELSE 'v' || i END} AS m FROM range(${manyRows}) t(i)`;

/** A database file with a table for each case, and the one of many rows. */
export async function writeNestedTables(file: string): Promise<void> {
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  for (const { name, type, rows } of nestedCases) {
    const selects = rows.map(([stored], i) => `SELECT ${i} AS id, CAST(${stored} AS ${type}) AS c`);
    await connection.run(`CREATE TABLE ${name} AS ${selects.join(' UNION ALL ')}`);
  }
  await connection.run(`CREATE TABLE many AS ${manyNested}`);
  connection.closeSync();
  instance.closeSync();
}
