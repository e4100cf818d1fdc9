import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import xxhash from 'xxhash-wasm';
import { openEngine } from './open-engine.ts';

let warehouse: Awaited<ReturnType<typeof openEngine>>;
beforeAll(async () => {
  warehouse = await openEngine();
});
afterAll(() => warehouse.close());

const value = async (expression: string) => (await warehouse.rows(`SELECT ${expression} AS x`))[0]?.[0];

/** Bytes that are neither all alike nor new in each run. */
function bytesOf(length: number): Buffer {
  let state = length + 1;
  return Buffer.from(
    Array.from({ length }, () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return state >>> 24;
    }),
  );
}

describe('xxhash64', () => {
  it.each([
    ['0D', -5252525462095825812n],
    ['-0D', -5252525462095825812n],
    ['1.5D', 7738255526519901366n],
    ["double('NaN')", -3127944061524951246n],
    ["double('Infinity')", 5810986238603807492n],
    ['0.1D', -4684694357984311926n],
    ['NULL', 42n],
  ])('of %s is the known answer', async (expression, hash) => {
    expect(await value(`xxhash64(${expression})`)).toBe(hash);
  });

  it('of bytes of any length is that of the standard', async () => {
    const { h64Raw } = await xxhash();
    for (const length of [...Array(70).keys(), 127, 128, 129, 1_000]) {
      const bytes = bytesOf(length);
      const hash = await value(`xxhash64(X'${bytes.toString('hex')}')`);
      expect(hash, `${length} bytes`).toBe(BigInt.asIntN(64, h64Raw(bytes, 42n)));
    }
  });

  it.each([
    ['true', '01000000'],
    ['CAST(-5 AS TINYINT)', 'fbffffff'],
    ["DATE'1969-12-31'", 'ffffffff'],
    ['2147483647', 'ffffff7f'],
    ['CAST(1.5 AS FLOAT)', '0000c03f'],
    ['CAST(-9223372036854775807 AS BIGINT)', '0100000000000080'],
    ["TIMESTAMP'1970-01-01 00:00:01Z'", '40420f0000000000'],
    ["'שלום 😀'", Buffer.from('שלום 😀').toString('hex')],
    ['CAST(-1.25 AS DECIMAL(10,2))', '83ffffffffffffff'],
  ])('of %s is that of its bytes', async (expression, hex) => {
    const { h64Raw } = await xxhash();
    expect(await value(`xxhash64(${expression})`)).toBe(BigInt.asIntN(64, h64Raw(Buffer.from(hex, 'hex'), 42n)));
  });

  it('of several arguments takes each hash for the next seed, and passes NULL by', async () => {
    const { h64Raw } = await xxhash();
    const seed = h64Raw(Buffer.from('abc'), 42n);
    const expected = BigInt.asIntN(64, h64Raw(Buffer.from('0700000000000000', 'hex'), seed));
    expect(await value("xxhash64('abc', CAST(NULL AS INT), CAST(7 AS BIGINT))")).toBe(expected);
  });
});

describe('text', () => {
  it.each([
    ["concat('a', 1.5D, 1.0E10D, CAST(0.5 AS DECIMAL(3,2)))", 'a1.51.0E100.50'],
    ["concat('a', CAST(1.10 AS FLOAT))", 'a1.1'],
    ["concat_ws('-', 1.0D, NULL, true, DATE'2020-01-02')", '1.0-true-2020-01-02'],
    ["concat_ws(',', array('a', NULL), 'b', array())", 'a,b'],
    ['CAST(array(1.0D, NULL) AS STRING)', '[1.0, null]'],
    ["CAST(map('k', 1.5D) AS STRING)", '{k -> 1.5}'],
    ["CAST(named_struct('a', 1, 'b', CAST(NULL AS STRING)) AS STRING)", '{1, null}'],
    ['typeof(array(1))', 'array<int>'],
    ["typeof(named_struct('a', 1.5D))", 'struct<a:double>'],
    ["md5(max('a'))", '0cc175b9c0f1b6a831c399e269772661'],
    ["md5(X'61')", '0cc175b9c0f1b6a831c399e269772661'],
    ["length(max('äb'))", 2],
    ["octet_length(max('äb'))", 3],
    ["length(X'010203')", 3],
    ['length(123)', 3],
    ["hex(max('a'))", '61'],
    ['hex(max(255))', 'FF'],
    ['floor(-1.5D)', -2n],
    ['typeof(ceil(CAST(1.5 AS DECIMAL(10,2))))', 'decimal(9,0)'],
    ["regexp_extract('abc123', '([a-z]+)([0-9]+)')", 'abc'],
    ["size(map('a', 1, 'b', 2))", 2],
    ['size(array(1, 2, 3))', 3],
    ["element_at(array('a', 'b'), -1)", 'b'],
    ["get(array('a', 'b'), 0)", 'a'],
    ["get(array('a', 'b'), 2)", null],
  ])('%s', async (expression, expected) => {
    expect(await value(expression)).toBe(expected);
  });

  it.each([
    ['element_at(array(1), 2)', '22003'],
    ['element_at(array(1), 0)', '22003'],
    ["concat('a', array(1))", '0A000'],
    ["sum(DATE'2020-01-01')", '0A000'],
    ['xxhash64(map(1, 2))', '0A000'],
    ["greatest('10', 9)", '0A000'],
  ])('%s is refused', async (expression, sqlState) => {
    await expect(value(expression)).rejects.toThrow(expect.objectContaining({ name: 'SqlError', sqlState }));
  });

  it('of bytes stays bytes', async () => {
    const { columns } = await warehouse.read("SELECT concat(X'01', X'02') AS x");
    expect(columns[0]?.typeText).toBe('BINARY');
    await expect(warehouse.read("SELECT concat(X'01', 'a')")).rejects.toThrow(
      expect.objectContaining({ sqlState: '0A000' }),
    );
  });
});

describe('aggregates of decimals', () => {
  it('keep their type', async () => {
    const { columns, table } = await warehouse.read(
      `SELECT sum(CAST(v AS DECIMAL(10,2))) AS total, avg(CAST(v AS DECIMAL(10,2))) AS mean, sum(CAST(v AS INT)) AS whole, avg(v) AS plain
       FROM (SELECT 1 AS v UNION ALL SELECT 1 UNION ALL SELECT -4) t`,
    );
    expect(columns.map(({ typeText }) => typeText)).toEqual(['DECIMAL(20,2)', 'DECIMAL(14,6)', 'BIGINT', 'DOUBLE']);
    expect(String(table.getChild('mean')?.get(0))).toBe('-666667');
  });

  it('over groups, windows, filters and other expressions', async () => {
    const rows = await warehouse.rows(
      `SELECT l_returnflag, CAST(sum(l_quantity) AS STRING) = CAST(sum(q) AS STRING), sum(count(*)) OVER () = (SELECT count(*) FROM lineitem)
       FROM (SELECT l_returnflag, l_quantity, avg(l_quantity) OVER (PARTITION BY l_orderkey) AS a, l_quantity AS q FROM lineitem) t
       GROUP BY l_returnflag ORDER BY 1`,
    );
    expect(rows.map(([, same, all]) => [same, all])).toEqual([
      [true, true],
      [true, true],
      [true, true],
    ]);
    const filtered = `SELECT CAST(sum(DISTINCT l_quantity) FILTER (WHERE l_quantity < CAST(3 AS DECIMAL(5,0))) AS STRING) FROM lineitem`;
    expect(await warehouse.rows(filtered)).toEqual([['3.00']]);
  });

  it('in GROUP BY beside the select list', async () => {
    const sql =
      "SELECT concat('x', l_linenumber), count(*) FROM lineitem WHERE l_linenumber < 3 GROUP BY concat('x', l_linenumber) ORDER BY 1";
    expect((await warehouse.rows(sql)).map(([name]) => name)).toEqual(['x1', 'x2']);
  });
});

describe('the hash of whole rows', () => {
  it('counts every row of all types once', async () => {
    const frame = (text: string) => `coalesce(concat(octet_length(${text}),':',${text}),'~')`;
    const float = (name: string) =>
      `CAST(xxhash64(CASE WHEN isnan(${name}) THEN double('NaN') WHEN ${name}=0 THEN 0D ELSE CAST(${name} AS DOUBLE) END) AS STRING)`;
    const texts = [
      ...['id', 'c_tinyint', 'c_bigint', 'c_decimal_38_38', 'CAST(c_boolean AS INT)', 'unix_date(c_date)'].map(
        (name) => `CAST(${name} AS STRING)`,
      ),
      ...['c_float', 'c_double'].map(float),
      'c_string',
      'hex(c_binary)',
      'CAST(unix_micros(c_timestamp) AS STRING)',
      "CAST(timestampdiff(MICROSECOND, TIMESTAMP_NTZ'1970-01-01 00:00:00', c_timestamp_ntz) AS STRING)",
      `concat(size(c_array),'[',concat_ws(',',transform(c_array, x -> ${frame('CAST(x AS STRING)')})))`,
      `concat(size(c_map),'{',concat_ws(',',transform(array_sort(map_entries(c_map)), e -> concat(${frame('e.key')}, ${frame('CAST(e.value AS STRING)')}))))`,
      `CASE WHEN c_struct IS NOT NULL THEN concat(${frame('CAST(c_struct.a AS STRING)')}, ${frame('c_struct.b')}) END`,
    ];
    const part = (start: number) => `sum(CAST(conv(substring(h,${start},15),16,10) AS DECIMAL(20,0)))`;
    const { columns, table } = await warehouse.read(
      `SELECT substring(h,31,2) AS bucket, count(*) AS n, ${part(1)} AS a, ${part(16)} AS b
       FROM (SELECT md5(concat(${texts.map(frame).join(', ')})) AS h FROM samples.types.all_types) t GROUP BY substring(h,31,2)`,
    );
    expect(columns.map(({ typeText }) => typeText)).toEqual(['STRING', 'BIGINT', 'DECIMAL(30,0)', 'DECIMAL(30,0)']);
    expect([...(table.getChild('n') ?? [])].reduce((sum, n) => sum + Number(n), 0)).toBe(8);
  });
});
