/** What each column of `samples.types.all_types` has to be in the copy, written down by hand. */
export interface ExpectedColumn {
  readonly name: string;
  /** As `duckdb_columns()` spells it. */
  readonly type: string;
  readonly comment?: string;
  /** How the value is made visible; the column itself as text when absent. */
  readonly show?: (column: string) => string;
  /** In the order of `id`; all further rows are NULL. */
  readonly values: readonly string[];
}

const hex = (column: string): string => `hex(${column})`;
const json = (column: string): string => `CAST(to_json(${column}) AS VARCHAR)`;
const nines = (count: number): string => '9'.repeat(count);
const point = '0101000000000000000000F03F0000000000000040';

const decimal = (
  precision: number,
  scale: number,
  extreme: string,
  smallest: string,
  zero: string,
): ExpectedColumn => ({
  name: `c_decimal_${precision}_${scale}`,
  type: `DECIMAL(${precision},${scale})`,
  values: [extreme, `-${extreme}`, zero, smallest, `-${smallest}`],
});

export const expectedColumns: readonly ExpectedColumn[] = [
  { name: 'c_boolean', type: 'BOOLEAN', values: ['true', 'false'] },
  { name: 'c_tinyint', type: 'TINYINT', values: ['-128', '127', '0'] },
  { name: 'c_smallint', type: 'SMALLINT', values: ['-32768', '32767', '0'] },
  { name: 'c_int', type: 'INTEGER', values: ['-2147483648', '2147483647', '0'] },
  {
    name: 'c_bigint',
    type: 'BIGINT',
    comment: 'Beyond what a double can hold',
    values: ['-9223372036854775808', '9223372036854775807', '0', '9007199254740993'],
  },
  decimal(4, 2, '99.99', '0.01', '0.00'),
  decimal(9, 3, '999999.999', '0.001', '0.000'),
  decimal(18, 2, `${nines(16)}.99`, '0.01', '0.00'),
  decimal(38, 0, nines(38), '1', '0'),
  decimal(38, 10, `${nines(28)}.${nines(10)}`, '0.0000000001', '0.0000000000'),
  // DuckDB prints no zero before the point where there is no room for one.
  decimal(38, 38, `.${nines(38)}`, `.${'0'.repeat(37)}1`, `.${'0'.repeat(38)}`),
  {
    name: 'c_string',
    type: 'VARCHAR',
    comment: 'It\'s text; with "quotes"',
    values: ['', 'a\0b', '😀 emoji', 'שלום עולם', 'it\'s a "quote" \\ and a \nline', ' ', 'NULL'],
  },
  { name: 'c_collated', type: 'VARCHAR', comment: '[collation UTF8_LCASE]', values: ['Straße', 'STRASSE', ''] },
  { name: 'c_char', type: 'VARCHAR', values: ['ab   ', 'abcde'] },
  { name: 'c_varchar', type: 'VARCHAR', values: ['', 'ten chars!'] },
  { name: 'c_binary', type: 'BLOB', show: hex, values: ['', '00FF10', 'C328'] },
  { name: 'c_date', type: 'DATE', values: ['0001-01-01', '1582-10-10', '1970-01-01', '9999-12-31', '2024-02-29'] },
  {
    name: 'c_timestamp',
    type: 'TIMESTAMP WITH TIME ZONE',
    values: [
      '0001-01-01 00:00:00+00',
      '1582-10-10 12:00:00.000001+00',
      '1969-12-31 23:59:59.999999+00',
      '2024-03-31 01:30:00.123456+00',
      '9999-12-31 23:59:59.999999+00',
    ],
  },
  {
    name: 'c_timestamp_ntz',
    type: 'TIMESTAMP',
    values: [
      '0001-01-01 00:00:00',
      '1582-10-10 12:00:00.000001',
      '1969-12-31 23:59:59.999999',
      '2024-03-31 01:30:00.123456',
      '9999-12-31 23:59:59.999999',
    ],
  },
  {
    name: 'c_year_month',
    type: 'VARCHAR',
    values: ['1-2', '-1-2', '0-0', '178956970-7'].map((text) => `INTERVAL '${text}' YEAR TO MONTH`),
  },
  {
    name: 'c_day_time',
    type: 'VARCHAR',
    values: [
      '1 01:02:03.000001',
      '-0 00:00:00.000001',
      '0 00:00:00',
      '106751991 04:00:54.775807',
      '-106751991 04:00:54.775807',
    ].map((text) => `INTERVAL '${text}' DAY TO SECOND`),
  },
  { name: 'c_array', type: 'INTEGER[]', show: json, values: ['[]', '[1,null,3]', '[null]'] },
  { name: 'c_map', type: 'MAP(VARCHAR, INTEGER)', show: json, values: ['{}', '{"a":1,"b":null}', '{"":0}'] },
  {
    name: 'c_struct',
    type: 'STRUCT(a INTEGER, b VARCHAR, "c d" DECIMAL(10,2))',
    values: ["{'a': 1, 'b': x, 'c d': 1.50}", "{'a': NULL, 'b': NULL, 'c d': NULL}", "{'a': 2, 'b': '', 'c d': -0.01}"],
  },
  {
    name: 'c_nested',
    type: 'STRUCT(id BIGINT, tags MAP(VARCHAR, INTEGER[]))[]',
    show: json,
    values: [
      '[{"id":1,"tags":{"x":[1,null],"y":null}},null]',
      '[]',
      '[{"id":null,"tags":null},{"id":9223372036854775807,"tags":{"z":[]}}]',
    ],
  },
  {
    name: 'c_variant',
    type: 'JSON',
    values: ['{"a":1,"b":[true,null],"big":12345678901234567890}', 'null', '"text"', '1.5'],
  },
  { name: 'c_geometry', type: 'BLOB', comment: '[GEOMETRY(4326), WKB]', show: hex, values: [point] },
  { name: 'c_geography', type: 'BLOB', comment: '[GEOGRAPHY(4326), WKB]', show: hex, values: [point] },
  { name: 'c_void', type: 'VARCHAR', values: [] },
];

/** IEEE 754, most significant byte first: NaN, ±Infinity, -0.0, the smallest, the greatest, and one that is no short binary fraction. */
export const expectedFloats = [
  {
    name: 'c_float',
    type: 'FLOAT',
    bits: ['7fc00000', '7f800000', 'ff800000', '80000000', '00000001', '7f7fffff', '3f8ccccd'],
  },
  {
    name: 'c_double',
    type: 'DOUBLE',
    bits: [
      '7ff8000000000000',
      '7ff0000000000000',
      'fff0000000000000',
      '8000000000000000',
      '0000000000000001',
      '7fefffffffffffff',
      '3fb999999999999a',
    ],
  },
] as const;
