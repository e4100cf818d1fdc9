/** One column per Databricks type, each with NULL and every edge value; expressions are DuckDB's. */
export interface EdgeColumn {
  readonly name: string;
  readonly type: string;
  readonly comment?: string;
  readonly values: readonly string[];
}

const day = 86_400_000_000;
const decimal = (precision: number, scale: number) => {
  const digits = '9'.repeat(precision);
  const extreme =
    scale === 0 ? digits : `${digits.slice(0, precision - scale) || '0'}.${digits.slice(precision - scale)}`;
  const smallest = scale === 0 ? '1' : `0.${'0'.repeat(scale - 1)}1`;
  return [`'${extreme}'`, `'-${extreme}'`, `'0'`, `'${smallest}'`, `'-${smallest}'`];
};
const point = "unhex('0101000000000000000000F03F0000000000000040')";

/** Rows that every table of edge values has: one per value of its longest column. */
export const edgeColumns: readonly EdgeColumn[] = [
  { name: 'c_boolean', type: 'boolean', values: ['true', 'false'] },
  { name: 'c_tinyint', type: 'tinyint', values: ['-128', '127', '0'] },
  { name: 'c_smallint', type: 'smallint', values: ['-32768', '32767', '0'] },
  { name: 'c_int', type: 'int', values: ['-2147483648', '2147483647', '0'] },
  {
    name: 'c_bigint',
    type: 'bigint',
    comment: 'Beyond what a double can hold',
    values: ['-9223372036854775808', '9223372036854775807', '0', '9007199254740993'],
  },
  {
    name: 'c_float',
    type: 'float',
    values: ["'nan'", "'infinity'", "'-infinity'", '-0.0::FLOAT', "'1.4e-45'", "'3.4028235e38'", "'1.1'"],
  },
  {
    name: 'c_double',
    type: 'double',
    values: ["'nan'", "'infinity'", "'-infinity'", '-0.0::DOUBLE', "'4.9e-324'", "'1.7976931348623157e308'", "'0.1'"],
  },
  { name: 'c_decimal_4_2', type: 'decimal(4,2)', values: decimal(4, 2) },
  { name: 'c_decimal_9_3', type: 'decimal(9,3)', values: decimal(9, 3) },
  { name: 'c_decimal_18_2', type: 'decimal(18,2)', values: decimal(18, 2) },
  { name: 'c_decimal_38_0', type: 'decimal(38,0)', values: decimal(38, 0) },
  { name: 'c_decimal_38_10', type: 'decimal(38,10)', values: decimal(38, 10) },
  { name: 'c_decimal_38_38', type: 'decimal(38,38)', values: decimal(38, 38) },
  {
    name: 'c_string',
    type: 'string',
    comment: 'It\'s text; with "quotes"',
    values: [
      "''",
      "'a' || chr(0) || 'b'",
      "'😀 emoji'",
      "'שלום עולם'",
      `'it''s a "quote" \\ and a ' || chr(10) || 'line'`,
      "' '",
      "'NULL'",
    ],
  },
  { name: 'c_collated', type: 'string collate UTF8_LCASE', values: ["'Straße'", "'STRASSE'", "''"] },
  { name: 'c_char', type: 'char(5)', values: ["'ab   '", "'abcde'"] },
  { name: 'c_varchar', type: 'varchar(10)', values: ["''", "'ten chars!'"] },
  { name: 'c_binary', type: 'binary', values: ["''::BLOB", "unhex('00FF10')", "unhex('C328')"] },
  {
    name: 'c_date',
    type: 'date',
    values: ["'0001-01-01'", "'1582-10-10'", "'1970-01-01'", "'9999-12-31'", "'2024-02-29'"],
  },
  {
    name: 'c_timestamp',
    type: 'timestamp',
    values: [
      "'0001-01-01 00:00:00+00'",
      "'1582-10-10 12:00:00.000001+00'",
      "'1969-12-31 23:59:59.999999+00'",
      "'2024-03-31 01:30:00.123456+00'",
      "'9999-12-31 23:59:59.999999+00'",
    ],
  },
  {
    name: 'c_timestamp_ntz',
    type: 'timestamp_ntz',
    values: [
      "'0001-01-01 00:00:00'",
      "'1582-10-10 12:00:00.000001'",
      "'1969-12-31 23:59:59.999999'",
      "'2024-03-31 01:30:00.123456'",
      "'9999-12-31 23:59:59.999999'",
    ],
  },
  {
    name: 'c_year_month',
    type: 'interval year to month',
    values: ['row(14)', 'row(-14)', 'row(0)', 'row(2147483647)'],
  },
  {
    name: 'c_day_time',
    type: 'interval day to second',
    values: [
      `row(${day + 3_723_000_001})`,
      'row(-1)',
      'row(0)',
      'row(9223372036854775807)',
      'row(-9223372036854775807)',
    ],
  },
  { name: 'c_array', type: 'array<int>', values: ['[]', '[1, NULL, 3]', '[NULL]'] },
  { name: 'c_map', type: 'map<string,int>', values: ['MAP()', "MAP {'a': 1, 'b': NULL}", "MAP {'': 0}"] },
  {
    name: 'c_struct',
    type: 'struct<a:int,b:string,`c d`:decimal(10,2)>',
    values: ["row(1, 'x', 1.50)", 'row(NULL, NULL, NULL)', "row(2, '', -0.01)"],
  },
  {
    name: 'c_nested',
    type: 'array<struct<id:bigint,tags:map<string,array<int>>>>',
    values: [
      "[row(1, MAP {'x': [1, NULL], 'y': NULL}), NULL]",
      '[]',
      "[row(NULL, NULL), row(9223372036854775807, MAP {'z': []})]",
    ],
  },
  {
    name: 'c_variant',
    type: 'variant',
    values: [`row('{"a":1,"b":[true,null],"big":12345678901234567890}')`, "row('null')", `row('"text"')`, "row('1.5')"],
  },
  { name: 'c_geometry', type: 'geometry(4326)', values: [`row(${point})`] },
  { name: 'c_geography', type: 'geography(4326)', values: [`row(${point})`] },
  { name: 'c_void', type: 'void', values: [] },
];
