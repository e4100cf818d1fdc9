import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEngine } from './open-engine.ts';

let warehouse: Awaited<ReturnType<typeof openEngine>>;
const file = path.join(os.tmpdir(), `types-${randomUUID()}.duckdb`);
const catalog = path.basename(file, '.duckdb');

beforeAll(async () => {
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  await connection.run(
    "CREATE TABLE t AS SELECT 255::UTINYINT AS small, 18446744073709551615::UBIGINT AS big, '12:34:56'::TIME AS time_of_day, '{}'::JSON AS doc, [1.5] AS list",
  );
  connection.closeSync();
  instance.closeSync();
  warehouse = await openEngine([file]);
});
afterAll(async () => {
  await warehouse.close();
  await rm(file, { force: true });
});

describe('Arrow types', () => {
  it('are those of the wire', async () => {
    const { schema, columns } = await warehouse.read('SELECT * FROM samples.types.all_types');
    expect(schema.fields.map((field) => `${field.name} ${field.type}`)).toEqual([
      'id Int32',
      'c_boolean Bool',
      'c_tinyint Int8',
      'c_smallint Int16',
      'c_int Int32',
      'c_bigint Int64',
      'c_float Float32',
      'c_double Float64',
      'c_decimal_4_2 Decimal[4e+2]',
      'c_decimal_9_3 Decimal[9e+3]',
      'c_decimal_18_2 Decimal[18e+2]',
      'c_decimal_38_0 Decimal[38e0]',
      'c_decimal_38_10 Decimal[38e+10]',
      'c_decimal_38_38 Decimal[38e+38]',
      'c_string Utf8',
      'c_collated Utf8',
      'c_char Utf8',
      'c_varchar Utf8',
      'c_binary Binary',
      'c_date Date32<DAY>',
      'c_timestamp Timestamp<MICROSECOND, America/Los_Angeles>',
      'c_timestamp_ntz Timestamp<MICROSECOND>',
      'c_year_month Interval<YEAR_MONTH>',
      'c_day_time Duration<MICROSECOND>',
      'c_array List<Int32>',
      'c_map Map<{key:Utf8, value:Int32}>',
      'c_struct Struct<{a:Int32, b:Utf8, c d:Decimal[10e+2]}>',
      'c_nested List<Struct<{id:Int64, tags:Map<{key:Utf8, value:List<Int32>}>}>>',
      'c_variant Utf8',
      'c_geometry Binary',
      'c_geography Binary',
      'c_void Null',
    ]);
    expect(columns.find((column) => column.name === 'c_nested')?.typeText).toBe(
      'ARRAY<STRUCT<id: BIGINT, tags: MAP<STRING, ARRAY<INT>>>>',
    );
  });

  it('carry the edge values', async () => {
    const values = async (column: string) =>
      (await warehouse.rows(`SELECT ${column} FROM samples.types.all_types ORDER BY id`)).map(([value]) => value);
    expect((await values('c_bigint')).slice(0, 5)).toEqual([
      -9223372036854775808n,
      9223372036854775807n,
      0n,
      9007199254740993n,
      null,
    ]);
    expect((await values('c_double')).slice(0, 5)).toEqual([Number.NaN, Infinity, -Infinity, -0, 5e-324]);
    expect((await values('c_string')).slice(0, 4)).toEqual(['', 'a\0b', '😀 emoji', 'שלום עולם']);
    expect((await values('unix_date(c_date)')).slice(0, 4)).toEqual([-719162, -141432, 0, 2932896]);
    expect((await values('unix_micros(c_timestamp)')).slice(0, 3)).toEqual([
      -62135596800000000n,
      -12219681599999999n,
      -1n,
    ]);
    expect((await values('CAST(c_year_month AS STRING)')).slice(0, 2)).toEqual([
      "INTERVAL '1-2' YEAR TO MONTH",
      "INTERVAL '-1-2' YEAR TO MONTH",
    ]);
    expect((await values('CAST(c_day_time AS STRING)')).slice(0, 2)).toEqual([
      "INTERVAL '1 01:02:03.000001' DAY TO SECOND",
      "INTERVAL '-0 00:00:00.000001' DAY TO SECOND",
    ]);
    expect((await values('CAST(c_decimal_38_38 AS STRING)')).slice(0, 2)).toEqual([
      `0.${'9'.repeat(38)}`,
      `-0.${'9'.repeat(38)}`,
    ]);
    expect((await values('to_json(c_variant)')).slice(0, 2)).toEqual([
      '{"a":1,"b":[true,null],"big":12345678901234567890}',
      'null',
    ]);
    expect(await values('c_void')).toEqual(Array.from({ length: 8 }, () => null));
  });

  it('every table of one type can be read', async () => {
    const tables = (warehouse.catalog.tables('samples', 'types') ?? []).filter(({ name }) => name.startsWith('type_'));
    expect(tables.length).toBe(31);
    for (const { name } of tables) {
      const rows = await warehouse.rows(`SELECT * FROM samples.types.${name}`);
      expect(rows.at(-1)?.[1], name).toBeNull();
    }
  });
});

describe('hostile names', () => {
  it('come through unchanged', async () => {
    const { columns, table } = await warehouse.read('SELECT * FROM samples.types.hostile_columns');
    expect(columns.map(({ name }) => name)).toContain('new\nline');
    for (const { name } of columns) expect(table.getChild(name)?.get(0)).toBe(name);
    expect(await warehouse.rows('SELECT own_name FROM samples.types.`a``backtick`')).toEqual([['a`backtick']]);
  });

  it('that differ in letter case are told apart', async () => {
    const { columns } = await warehouse.read('SELECT * FROM samples.types.case_columns');
    expect(columns.map(({ name }) => name)).toEqual(['a', 'A', 'aB', 'Ab']);
    const picked = await warehouse.read('SELECT `Ab`, `A`, `a` FROM samples.types.case_columns WHERE `A` = 2');
    expect(picked.columns.map(({ name }) => name)).toEqual(['Ab', 'A', 'a']);
    expect(await warehouse.rows('SELECT `Ab`, `A`, `a` FROM samples.types.case_columns WHERE `A` = 2')).toEqual([
      [4, 2, 1],
    ]);
  });

  it('a thousand columns, no rows and ten megabytes', async () => {
    const wide = await warehouse.read('SELECT * FROM samples.types.thousand_columns');
    expect([wide.columns.length, wide.table.numRows]).toEqual([1000, 10]);
    const empty = await warehouse.read('SELECT * FROM samples.types.no_rows');
    expect([empty.columns.length, empty.table.numRows]).toEqual([3, 0]);
    const [[, big]] = (await warehouse.rows('SELECT * FROM samples.types.big_value WHERE id = 1')) as [
      [number, string],
    ];
    expect(big.length).toBe(10_485_760);
  });
});

describe('a DuckDB file', () => {
  it('is a catalog whose types are mapped, or text', async () => {
    const { columns, table } = await warehouse.read(`SELECT * FROM \`${catalog}\`.main.t`);
    expect(columns.map(({ name, typeText }) => `${name} ${typeText}`)).toEqual([
      'small SMALLINT',
      'big DECIMAL(20,0)',
      'time_of_day STRING',
      'doc STRING',
      'list ARRAY<DECIMAL(2,1)>',
    ]);
    expect(table.getChild('small')?.get(0)).toBe(255);
    expect(table.getChild('time_of_day')?.get(0)).toBe('12:34:56');
  });
});
