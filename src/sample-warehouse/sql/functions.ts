/** Functions of Databricks that mean the same in DuckDB, under the same name. */
const same = `
abs acos asin atan atan2 bit_and bit_or bit_xor bool_and bool_or cbrt chr cos cosh count count_if
cot covar_pop covar_samp corr degrees exp first_value isfinite lag last_value lead left like ln
lower lpad ltrim make_date map_entries map_keys map_values max max_by median min min_by percent_rank
pi power pow radians repeat replace reverse right round rpad rtrim sin sinh sqrt starts_with stddev
stddev_pop stddev_samp tan tanh trim upper uuid var_pop var_samp variance cume_dist nth_value
`;

/** Functions that exist in DuckDB under another name, or as a macro of `macros.ts` (prefix `dbx_`). */
const renamed: Record<string, string> = {
  any_value: 'any_value',
  day: 'dbx_day',
  dayofmonth: 'dbx_day',
  dayofyear: 'dbx_dayofyear',
  every: 'bool_and',
  hour: 'dbx_hour',
  minute: 'dbx_minute',
  month: 'dbx_month',
  quarter: 'dbx_quarter',
  second: 'dbx_second',
  year: 'dbx_year',
  array: 'list_value',
  array_agg: 'dbx_collect',
  array_contains: 'list_contains',
  array_join: 'array_to_string',
  array_max: 'list_max',
  array_min: 'list_min',
  array_size: 'dbx_array_size',
  array_sort: 'dbx_array_sort',
  approx_count_distinct: 'approx_count_distinct',
  approx_percentile: 'dbx_approx_percentile',
  bigint: 'dbx_to_bigint',
  char: 'chr',
  collect_list: 'dbx_collect',
  contains: 'contains',
  conv: 'dbx_conv',
  date_add: 'dbx_date_add',
  date_sub: 'dbx_date_sub',
  date_trunc: 'dbx_date_trunc',
  datediff: 'dbx_datediff',
  date_diff: 'dbx_datediff',
  endswith: 'ends_with',
  filter: 'list_filter',
  isnan: 'dbx_isnan',
  isnotnull: 'dbx_isnotnull',
  isnull: 'dbx_isnull',
  last_day: 'last_day',
  locate: 'dbx_locate',
  instr: 'dbx_instr',
  make_timestamp: 'make_timestamptz',
  map_entries: 'map_entries',
  map_from_arrays: 'map',
  percentile_approx: 'dbx_approx_percentile',
  sequence: 'generate_series',
  sha2: 'dbx_sha2',
  some: 'bool_or',
  any: 'bool_or',
  st_asbinary: 'dbx_st_asbinary',
  startswith: 'starts_with',
  std: 'stddev',
  substr: 'dbx_substring',
  substring: 'dbx_substring',
  to_date: 'dbx_to_date',
  to_json: 'dbx_to_json',
  transform: 'list_transform',
  ucase: 'upper',
  lcase: 'lower',
  unhex: 'unhex',
  unix_date: 'dbx_unix_date',
  unix_micros: 'dbx_unix_micros',
  unix_millis: 'dbx_unix_millis',
  unix_seconds: 'dbx_unix_seconds',
  timestamp_micros: 'make_timestamptz',
  version: 'dbx_version',
  parse_json: 'dbx_parse_json',
  raise_error: 'error',
  regexp_extract: 'dbx_regexp_extract',
  try_divide: 'dbx_try_divide',
  now: 'now',
  current_timestamp: 'now',
};

const known = new Map<string, string>([
  ...same
    .split(/\s+/)
    .filter((name) => name !== '')
    .map((name): [string, string] => [name, name]),
  ...Object.entries(renamed),
]);

/** Functions whose value is another one each time: their results are not kept. */
const volatile = new Set(['rand', 'random', 'uuid', 'now', 'current_timestamp', 'current_date', 'localtimestamp']);

/** What DuckDB calls the function, where Databricks has it and the sample warehouse knows it. */
export function functionName(name: string): string | undefined {
  return known.get(name.toLowerCase());
}

export function isVolatile(name: string): boolean {
  return volatile.has(name.toLowerCase());
}
