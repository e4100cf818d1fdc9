const castError = (type: string) =>
  `error('[CAST_INVALID_INPUT] The value ''' || x || ''' of the type "STRING" cannot be cast to "${type}" because it is malformed. Correct the value as per the syntax, or change its target type. Use \`try_cast\` to tolerate malformed input and return NULL instead. SQLSTATE: 22018')`;

const overflow = (type: string) =>
  `error('[CAST_OVERFLOW] The value ' || CAST(x AS VARCHAR) || ' cannot be cast to "${type}" due to an overflow. Use \`try_cast\` to tolerate overflow and return NULL instead. SQLSTATE: 22003')`;

/** Typed macros cannot take an aggregate or the parameter of a lambda: one body tells the types apart at run time. */
function toInteger(name: string, type: string, label: string): string[] {
  const digits = `CASE
      WHEN typeof(x) = 'VARCHAR' THEN CASE WHEN regexp_full_match(trim(CAST(x AS VARCHAR), E' \\t\\n\\r'), '[+-]?[0-9]+') THEN trim(CAST(x AS VARCHAR), E' \\t\\n\\r') END
      WHEN typeof(x) = 'BOOLEAN' THEN CASE WHEN CAST(x AS VARCHAR) = 'true' THEN '1' ELSE '0' END
      WHEN typeof(x) LIKE 'DECIMAL(%' THEN regexp_replace(regexp_replace(CAST(x AS VARCHAR), '\\..*$', ''), '^(-?)$', '\\10')
      WHEN typeof(x) IN ('DOUBLE', 'FLOAT') THEN CAST(TRY_CAST(trunc(TRY_CAST(CAST(x AS VARCHAR) AS DOUBLE)) AS HUGEINT) AS VARCHAR)
      WHEN typeof(x) = 'TIMESTAMP WITH TIME ZONE' THEN CAST(CAST(floor(epoch_us(TRY_CAST(CAST(x AS VARCHAR) AS TIMESTAMPTZ)) / 1000000) AS BIGINT) AS VARCHAR)
      ELSE CAST(x AS VARCHAR) END`;
  const macro = (prefix: string, malformed: string, tooLarge: string) => `CREATE MACRO ${prefix}_${name}(x) AS
    CASE WHEN x IS NULL THEN NULL WHEN TRY_CAST(${digits} AS ${type}) IS NOT NULL THEN CAST(${digits} AS ${type})
      WHEN typeof(x) = 'VARCHAR' THEN ${malformed} ELSE ${tooLarge} END`;
  return [macro('dbx_to', castError(label), overflow(label)), macro('dbx_try', 'NULL', 'NULL')];
}

/** Java's text of a double from DuckDB's: plain from 0.001 up to 10,000,000, else with `E`. */
const floating = (
  t: string,
) => `CASE WHEN ${t} IN ('nan', '-nan') THEN 'NaN' WHEN ${t} = 'inf' THEN 'Infinity' WHEN ${t} = '-inf' THEN '-Infinity'
  WHEN TRY_CAST(${t} AS DOUBLE) = 0 OR (abs(TRY_CAST(${t} AS DOUBLE)) >= 0.001 AND abs(TRY_CAST(${t} AS DOUBLE)) < 10000000)
  THEN CASE WHEN contains(${t}, '.') THEN ${t} ELSE ${t} || '.0' END
  ELSE dbx_scientific(${t}) END`;

/** One day-time interval, in microseconds, as \`INTERVAL '1 02:03:04.000005' DAY TO SECOND\`. */
const dayTime = (us: string) => `'INTERVAL ''' || CASE WHEN ${us} < 0 THEN '-' ELSE '' END
  || CAST(abs(${us}::HUGEINT) // 86400000000 AS VARCHAR) || ' '
  || lpad(CAST((abs(${us}::HUGEINT) // 3600000000) % 24 AS VARCHAR), 2, '0') || ':'
  || lpad(CAST((abs(${us}::HUGEINT) // 60000000) % 60 AS VARCHAR), 2, '0') || ':'
  || lpad(CAST((abs(${us}::HUGEINT) // 1000000) % 60 AS VARCHAR), 2, '0')
  || CASE WHEN ${us} % 1000000 = 0 THEN '' ELSE '.' || rtrim(lpad(CAST(abs(${us}::HUGEINT) % 1000000 AS VARCHAR), 6, '0'), '0') END
  || ''' DAY TO SECOND'`;

const yearMonth = (m: string) => `'INTERVAL ''' || CASE WHEN ${m} < 0 THEN '-' ELSE '' END
  || CAST(abs(${m}::BIGINT) // 12 AS VARCHAR) || '-' || CAST(abs(${m}::BIGINT) % 12 AS VARCHAR) || ''' YEAR TO MONTH'`;

/** The number inside of a value that DuckDB keeps as a struct of one field. */
const nominalNumber = `TRY_CAST(regexp_extract(CAST(x AS VARCHAR), ': (-?[0-9]+)', 1) AS BIGINT)`;

const anyText = `CASE WHEN x IS NULL THEN NULL
  WHEN typeof(x) IN ('VARCHAR', 'TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'HUGEINT', 'BOOLEAN', 'DATE') THEN CAST(x AS VARCHAR)
  WHEN typeof(x) LIKE 'DECIMAL(%' AND typeof(x) NOT LIKE '%]' THEN regexp_replace(CAST(x AS VARCHAR), '^(-?)\\.', '\\10.')
  WHEN typeof(x) IN ('DOUBLE', 'FLOAT') THEN ${floating('CAST(x AS VARCHAR)')}
  WHEN typeof(x) = 'BLOB' THEN decode(CAST(CAST(x AS VARCHAR) AS BLOB))
  WHEN typeof(x) IN ('TIMESTAMP', 'TIMESTAMP WITH TIME ZONE') THEN regexp_replace(CAST(x AS VARCHAR), '[+-][0-9]{2}(:[0-9]{2}){0,2}$', '')
  WHEN typeof(x) LIKE 'STRUCT("#INTERVAL % INTEGER)' THEN ${yearMonth(nominalNumber)}
  WHEN typeof(x) LIKE 'STRUCT("#INTERVAL % BIGINT)' THEN ${dayTime(nominalNumber)}
  WHEN typeof(x) LIKE 'STRUCT("#VARIANT" %' THEN json_extract_string(to_json(x), '$."#VARIANT"')
  WHEN typeof(x) LIKE 'STRUCT("#VOID" %' THEN NULL
  WHEN typeof(x) IN ('INTEGER[]', 'BIGINT[]') THEN CAST(x AS VARCHAR)
  ELSE error('[UNSUPPORTED_FEATURE.SAMPLE_WAREHOUSE] The sample warehouse does not support the text of a value of this type. SQLSTATE: 0A000') END`;

/** What Databricks' functions are made of in DuckDB; run once per database. */
export const macros: readonly string[] = [
  ...toInteger('tinyint', 'TINYINT', 'TINYINT'),
  ...toInteger('smallint', 'SMALLINT', 'SMALLINT'),
  ...toInteger('int', 'INTEGER', 'INT'),
  ...toInteger('bigint', 'BIGINT', 'BIGINT'),
  `CREATE MACRO dbx_mantissa(t) AS CASE WHEN contains(t, 'e') THEN split_part(t, 'e', 1)
     WHEN regexp_full_match(t, '-?0\\.0*[1-9].*') THEN regexp_replace(regexp_replace(t, '^(-?)0\\.0*([1-9])([0-9]*)$', '\\1\\2.\\3'), '\\.$', '')
     ELSE regexp_replace(regexp_replace(regexp_replace(t, '\\.0*$', ''), '^(-?[0-9])([0-9]*)\\.?([0-9]*)$', '\\1.\\2\\3'), '\\.?0*$', '') END`,
  `CREATE MACRO dbx_exponent(t) AS CASE WHEN contains(t, 'e') THEN CAST(TRY_CAST(split_part(t, 'e', 2) AS INTEGER) AS VARCHAR)
     WHEN regexp_full_match(t, '-?0\\.0*[1-9].*') THEN CAST(-1 - length(regexp_extract(t, '^-?0\\.(0*)', 1)) AS VARCHAR)
     ELSE CAST(length(regexp_extract(t, '^-?([0-9]+)', 1)) - 1 AS VARCHAR) END`,
  `CREATE MACRO dbx_scientific(t) AS dbx_mantissa(t) || CASE WHEN contains(dbx_mantissa(t), '.') THEN '' ELSE '.0' END || 'E' || dbx_exponent(t)`,
  `CREATE MACRO dbx_text(x) AS ${anyText}`,
  `CREATE MACRO dbx_divisor(x) AS CASE WHEN x = 0 THEN error('[DIVIDE_BY_ZERO] Division by zero. Use \`try_divide\` to tolerate divisor being 0 and return NULL instead. SQLSTATE: 22012') ELSE x END`,
  `CREATE MACRO dbx_quotient(n, d) AS CASE WHEN d = 0 THEN NULL ELSE CAST(n // d AS HUGEINT) +
     CASE WHEN abs(n % d) >= abs(CAST(d AS HUGEINT)) - abs(n % d) THEN CASE WHEN (n < 0) = (d < 0) THEN 1 ELSE -1 END ELSE 0 END END`,
  `CREATE MACRO dbx_element_at(list, place) AS CASE WHEN place = 0 THEN error('[INVALID_INDEX_OF_ZERO] The index 0 is invalid. An index shall be either < 0 or > 0 (the first element has index 1). SQLSTATE: 22003')
     WHEN abs(place) > len(list) THEN error('[INVALID_ARRAY_INDEX_IN_ELEMENT_AT] The index ' || place || ' is out of bounds. The array has ' || len(list) || ' elements. Use \`try_element_at\` to tolerate accessing element at invalid index and return NULL instead. SQLSTATE: 22003')
     ELSE list[place] END`,
  `CREATE MACRO dbx_subscript(list, place) AS CASE WHEN place < 0 OR place >= len(list) THEN error('[INVALID_ARRAY_INDEX] The index ' || place || ' is out of bounds. The array has ' || len(list) || ' elements. Use the SQL function \`get()\` to tolerate accessing element at invalid index and return NULL instead. SQLSTATE: 22003')
     ELSE list[place + 1] END`,
  'CREATE MACRO dbx_get(list, place) AS CASE WHEN place >= 0 THEN list[place + 1] END',
  'CREATE MACRO dbx_try_divide(a, b) AS CASE WHEN b = 0 THEN NULL ELSE a / b END',
  ...['year', 'month', 'day', 'hour', 'minute', 'second', 'quarter', 'dayofyear'].map(
    (part) => `CREATE MACRO dbx_${part}(x) AS CAST(${part}(x) AS INTEGER)`,
  ),
  'CREATE MACRO dbx_array_size(x) AS CAST(len(x) AS INTEGER)',
  `CREATE MACRO dbx_sha2(x, bits) AS CASE WHEN bits IN (0, 256) THEN sha256(x) ELSE error('[UNSUPPORTED_FEATURE.SAMPLE_WAREHOUSE] The sample warehouse does not support sha2 of this length. SQLSTATE: 0A000') END`,
  `CREATE MACRO dbx_conv(x, f, t) AS CASE WHEN f = 16 AND t = 10 THEN CAST(CAST(('0x' || x) AS UBIGINT) AS VARCHAR) ELSE error('[UNSUPPORTED_FEATURE.SAMPLE_WAREHOUSE] The sample warehouse does not support conv between these bases. SQLSTATE: 0A000') END`,
  "CREATE MACRO dbx_unix_date(x) AS CAST(CAST(x AS DATE) - DATE '1970-01-01' AS INTEGER)",
  'CREATE MACRO dbx_unix_micros(x) AS epoch_us(CAST(x AS TIMESTAMPTZ))',
  'CREATE MACRO dbx_unix_millis(x) AS CAST(floor(epoch_us(CAST(x AS TIMESTAMPTZ)) / 1000) AS BIGINT)',
  'CREATE MACRO dbx_unix_seconds(x) AS CAST(floor(epoch_us(CAST(x AS TIMESTAMPTZ)) / 1000000) AS BIGINT)',
  'CREATE MACRO dbx_timestampdiff_microsecond(a TIMESTAMP, b TIMESTAMP) AS epoch_us(b) - epoch_us(a), (a TIMESTAMPTZ, b TIMESTAMPTZ) AS epoch_us(b) - epoch_us(a)',
  'CREATE MACRO dbx_isnan(x) AS coalesce(isnan(CAST(x AS DOUBLE)), false)',
  'CREATE MACRO dbx_isnull(x) AS x IS NULL',
  'CREATE MACRO dbx_isnotnull(x) AS x IS NOT NULL',
  'CREATE MACRO dbx_collect(x) AS coalesce(list(x) FILTER (WHERE x IS NOT NULL), [])',
  "CREATE MACRO dbx_array_sort(x) AS list_sort(x, 'ASC', 'NULLS LAST')",
  'CREATE MACRO dbx_approx_percentile(x, p) AS quantile_disc(x, p), (x, p, accuracy) AS quantile_disc(x, p)',
  'CREATE MACRO dbx_date_add(d, n) AS CAST(CAST(d AS DATE) + CAST(n AS INTEGER) AS DATE)',
  'CREATE MACRO dbx_date_sub(d, n) AS CAST(CAST(d AS DATE) - CAST(n AS INTEGER) AS DATE)',
  'CREATE MACRO dbx_datediff(a, b) AS CAST(CAST(a AS DATE) - CAST(b AS DATE) AS INTEGER)',
  'CREATE MACRO dbx_date_trunc(unit, x) AS CAST(date_trunc(unit, x) AS TIMESTAMPTZ)',
  'CREATE MACRO dbx_to_date(x) AS CAST(x AS DATE)',
  'CREATE MACRO dbx_locate(part, x) AS CAST(instr(x, part) AS INTEGER)',
  'CREATE MACRO dbx_instr(x, part) AS CAST(instr(x, part) AS INTEGER)',
  'CREATE MACRO dbx_regexp_extract(x, pattern) AS regexp_extract(x, pattern, 1), (x, pattern, place) AS regexp_extract(x, pattern, place)',
  'CREATE MACRO dbx_substring(x, pos) AS substring(x, CASE WHEN pos = 0 THEN 1 ELSE pos END), (x, pos, n) AS substring(x, CASE WHEN pos = 0 THEN 1 ELSE pos END, n)',
  `CREATE MACRO dbx_to_json(x) AS CASE
  WHEN typeof(x) LIKE 'STRUCT("#VARIANT" %' THEN json_extract_string(to_json(x), '$."#VARIANT"')
  ELSE CAST(to_json(x) AS VARCHAR) END`,
  `CREATE MACRO dbx_parse_json(x) AS row(CAST(json(x) AS VARCHAR))::STRUCT("#VARIANT" VARCHAR)`,
  "CREATE MACRO dbx_version() AS '3.5.0 0000000000000000000000000000000000000000'",
];

const geoTypes = [
  'GEOMETRY(0)',
  'GEOMETRY(4326)',
  'GEOMETRY(3857)',
  'GEOGRAPHY(4326)',
  'GEOMETRY(ANY)',
  'GEOGRAPHY(ANY)',
];

export const geoMacro = `CREATE MACRO dbx_st_asbinary${geoTypes
  .map((type) => `(x STRUCT("#${type}" BLOB)) AS x."#${type}"`)
  .join(', ')}`;
