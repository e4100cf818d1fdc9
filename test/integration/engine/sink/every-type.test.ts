import {
  Binary,
  Bool,
  type DataType,
  DateDay,
  Decimal,
  Field,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  List,
  Map_,
  makeData,
  Null,
  Struct,
  Table,
  TimestampMicrosecond,
  Utf8,
  Vector,
  vectorFromArray,
} from 'apache-arrow';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WireType } from '../../../../src/shared/column-mapping.ts';
import { column, requestFor, SinkFixture, stagingOf, streamOf } from './sink-fixture.ts';

interface TypeCase {
  readonly name: string;
  readonly wire: WireType;
  readonly target: string;
  /** Builds the column from indexes into the cases. */
  readonly build: (indexes: readonly number[]) => Vector;
  /** What DuckDB must print of each case. */
  readonly expected: readonly (string | null)[];
}

const text: WireType = { kind: 'text' };
const int32: WireType = { kind: 'int', bits: 32 };

function simple(
  name: string,
  wire: WireType,
  target: string,
  type: DataType,
  cases: [unknown, string | null][],
): TypeCase {
  const build = (indexes: readonly number[]) =>
    vectorFromArray(
      indexes.map((i) => cases[i]?.[0] ?? null),
      type,
    );
  return { name, wire, target, build, expected: cases.map(([, printed]) => printed) };
}

/** 128-bit little-endian values, or 64-bit ones, with NULLs, laid out by hand. */
function wide(type: DataType, words: 1 | 2, values: (bigint | null)[], indexes: readonly number[]): Vector {
  const data = new BigUint64Array(indexes.length * words);
  const validity = new Uint8Array((indexes.length + 7) >> 3);
  let nullCount = 0;
  for (const [row, index] of indexes.entries()) {
    const value = values[index] ?? null;
    if (value === null) {
      nullCount++;
      data.fill(0xffff_ffff_ffff_ffffn >> 1n, row * words, row * words + words);
      continue;
    }
    validity[row >> 3] = (validity[row >> 3] ?? 0) | (1 << (row & 7));
    data[row * words] = BigInt.asUintN(64, value);
    if (words === 2) data[row * words + 1] = BigInt.asUintN(64, value >> 64n);
  }
  const bytes = words === 2 ? new Uint32Array(data.buffer) : new BigInt64Array(data.buffer);
  return new Vector([
    makeData({ type, length: indexes.length, nullCount, nullBitmap: validity, data: bytes } as never),
  ]);
}

function decimal(precision: number, scale: number, cases: [bigint | null, string | null][]): TypeCase {
  const values = cases.map(([value]) => value);
  return {
    name: `decimal_${precision}_${scale}`,
    wire: { kind: 'decimal', precision, scale },
    target: `DECIMAL(${precision},${scale})`,
    build: (indexes) => wide(new Decimal(scale, precision, 128), 2, values, indexes),
    expected: cases.map(([, printed]) => printed),
  };
}

function timestamp(zoned: boolean, cases: [bigint | null, string | null][]): TypeCase {
  const values = cases.map(([value]) => value);
  const type = new TimestampMicrosecond(zoned ? 'America/Los_Angeles' : null);
  return {
    name: zoned ? 'instant' : 'local_time',
    wire: { kind: 'timestamp', zoned },
    target: zoned ? 'TIMESTAMPTZ' : 'TIMESTAMP',
    build: (indexes) => wide(type, 1, values, indexes),
    expected: cases.map(([, printed]) => printed),
  };
}

const big = 'x'.repeat(300_000);
const nines = (digits: number): bigint => 10n ** BigInt(digits) - 1n;
const day = 86_400_000;

const nestedType = new List(
  new Field(
    'element',
    new Struct([
      new Field('a', new Int32()),
      new Field(
        'm',
        new Map_(
          new Field(
            'entries',
            new Struct([new Field('key', new Utf8()), new Field('value', new Int32(), true)]) as never,
            false,
          ),
        ),
      ),
    ]),
  ),
);
const nestedWire: WireType = {
  kind: 'list',
  element: {
    kind: 'struct',
    fields: [
      { name: 'a', type: int32 },
      { name: 'm', type: { kind: 'map', key: text, value: int32 } },
    ],
  },
};

const cases: readonly TypeCase[] = [
  simple('flag', { kind: 'bool' }, 'BOOLEAN', new Bool(), [
    [true, 'true'],
    [false, 'false'],
    [null, null],
  ]),
  simple('i8', { kind: 'int', bits: 8 }, 'TINYINT', new Int8(), [
    [-128, '-128'],
    [127, '127'],
    [0, '0'],
    [null, null],
  ]),
  simple('i16', { kind: 'int', bits: 16 }, 'SMALLINT', new Int16(), [
    [-32768, '-32768'],
    [32767, '32767'],
    [null, null],
  ]),
  simple('i32', int32, 'INTEGER', new Int32(), [
    [-2147483648, '-2147483648'],
    [2147483647, '2147483647'],
    [null, null],
  ]),
  simple('i64', { kind: 'int', bits: 64 }, 'BIGINT', new Int64(), [
    [-9223372036854775808n, '-9223372036854775808'],
    [9223372036854775807n, '9223372036854775807'],
    [9007199254740993n, '9007199254740993'],
    [null, null],
  ]),
  simple('f32', { kind: 'float', bits: 32 }, 'FLOAT', new Float32(), [
    [Number.NaN, 'nan'],
    [Infinity, 'inf'],
    [-Infinity, '-inf'],
    [-0, '-0.0'],
    [2 ** -149, '1e-45'],
    [null, null],
  ]),
  simple('f64', { kind: 'float', bits: 64 }, 'DOUBLE', new Float64(), [
    [Number.NaN, 'nan'],
    [Infinity, 'inf'],
    [-0, '-0.0'],
    [5e-324, '5e-324'],
    [0.1, '0.1'],
    [null, null],
  ]),
  decimal(4, 2, [
    [nines(4), '99.99'],
    [-nines(4), '-99.99'],
    [0n, '0.00'],
    [null, null],
  ]),
  decimal(9, 0, [
    [nines(9), '999999999'],
    [-nines(9), '-999999999'],
    [null, null],
  ]),
  decimal(18, 6, [
    [nines(18), '999999999999.999999'],
    [-nines(18), '-999999999999.999999'],
    [-1n, '-0.000001'],
    [null, null],
  ]),
  decimal(38, 0, [
    [nines(38), '9'.repeat(38)],
    [-nines(38), `-${'9'.repeat(38)}`],
    [1n, '1'],
    [null, null],
  ]),
  decimal(38, 38, [
    [nines(38), `.${'9'.repeat(38)}`],
    [-1n, `-.${'0'.repeat(37)}1`],
    [null, null],
  ]),
  simple('words', text, 'VARCHAR', new Utf8(), [
    ['', ''],
    ['a', 'a'],
    ['twelve bytes', 'twelve bytes'],
    ['thirteen byte', 'thirteen byte'],
    ['nul\0inside', 'nul\0inside'],
    ['👩‍👩‍👧‍👦 émoji', '👩‍👩‍👧‍👦 émoji'],
    ['שלום עולם', 'שלום עולם'],
    [null, null],
  ]),
  simple('bytes', { kind: 'binary' }, 'BLOB', new Binary(), [
    [new Uint8Array([0, 255, 128]), '\\x00\\xFF\\x80'],
    [new Uint8Array(), ''],
    [new Uint8Array(20).fill(200), '\\xC8'.repeat(20)],
    [null, null],
  ]),
  simple('dates', { kind: 'date' }, 'DATE', new DateDay(), [
    [-719162 * day, '0001-01-01'],
    [-141432 * day, '1582-10-10'],
    [2932896 * day, '9999-12-31'],
    [0, '1970-01-01'],
    [null, null],
  ]),
  timestamp(true, [
    [-62135596800000000n, '0001-01-01 00:00:00+00'],
    [253402300799999999n, '9999-12-31 23:59:59.999999+00'],
    [1n, '1970-01-01 00:00:00.000001+00'],
    [9223372036854000000n, '294247-01-10 04:00:54+00'],
    [null, null],
  ]),
  timestamp(false, [
    [-62135596800000000n, '0001-01-01 00:00:00'],
    [-9223372022400000000n, '290309-12-22 (BC) 00:00:00'],
    [253402300799999999n, '9999-12-31 23:59:59.999999'],
    [null, null],
  ]),
  {
    name: 'nothing',
    wire: { kind: 'null' },
    target: 'VARCHAR',
    expected: [null],
    build: (indexes) =>
      vectorFromArray(
        indexes.map(() => null),
        new Null(),
      ),
  },
  simple('json', text, 'JSON', new Utf8(), [
    ['{"a": 12345678901234567890}', '{"a": 12345678901234567890}'],
    ['null', 'null'],
    [null, null],
  ]),
  simple('list', { kind: 'list', element: text }, 'VARCHAR[]', new List(new Field('element', new Utf8())), [
    [['a', null, 'longer than twelve bytes'], '[a, NULL, longer than twelve bytes]'],
    [[], '[]'],
    [[null], '[NULL]'],
    [null, null],
  ]),
  simple(
    'flags',
    { kind: 'list', element: { kind: 'bool' } },
    'BOOLEAN[]',
    new List(new Field('element', new Bool())),
    [
      [[true, false, null], '[true, false, NULL]'],
      [[false], '[false]'],
      [[true, true, true, true, true, true, false], '[true, true, true, true, true, true, false]'],
    ],
  ),
  simple('nested', nestedWire, 'STRUCT("a" INTEGER, "m" MAP(VARCHAR, INTEGER))[]', nestedType, [
    [
      [
        {
          a: 1,
          m: new Map([
            ['k', 1],
            ['l', null],
          ]),
        },
        { a: null, m: new Map() },
      ],
      "[{'a': 1, 'm': {k=1, l=NULL}}, {'a': NULL, 'm': {}}]",
    ],
    [[], '[]'],
    [[null], '[NULL]'],
    [null, null],
  ]),
];

const rowCounts = [1, 4999, 0, 2049, 3233];

describe('every type', () => {
  let fixture: SinkFixture;
  beforeEach(() => {
    fixture = new SinkFixture();
  });
  afterEach(() => fixture.dispose());

  const id = column('id', int32, 'INTEGER');
  const staging = stagingOf([id, ...cases.map((c) => column(c.name, c.wire, c.target))]);

  /** Each case stands in row `id` where `id % number of cases` is its position. */
  function tableOf(from: number, count: number): Table {
    const ids = Array.from({ length: count }, (_, i) => from + i);
    const columns = cases.map((c) => [c.name, c.build(ids.map((row) => row % c.expected.length))] as const);
    return new Table({ id: vectorFromArray(ids, new Int32()), ...Object.fromEntries(columns) });
  }

  it('arrives value for value, over batches of any length', async () => {
    await fixture.prepare(staging);
    let from = 0;
    for (const [index, count] of rowCounts.entries()) {
      fixture.send('s', index, count, streamOf(tableOf(from, count)));
      from += count;
    }
    fixture.end('s');
    expect(await fixture.sink.ingest(requestFor(staging, 's'))).toMatchObject({ rows: from, ended: true });
    for (const c of cases) {
      const sql = `SELECT DISTINCT id % ${c.expected.length} AS which, "${c.name}"::VARCHAR AS printed FROM "replicator_target"."main"."t__staging_1" ORDER BY 1`;
      const expected = c.expected.map((text, which) => ({ which, printed: text }));
      expect(await fixture.sink.query({ sql }), c.name).toEqual(expected);
    }
  });

  it('takes a value of many megabytes', async () => {
    const words = stagingOf([column('words', text, 'VARCHAR')]);
    await fixture.prepare(words);
    const values = ['a', big.repeat(40), null, 'b'];
    fixture.send('s', 0, 4, streamOf(new Table({ words: vectorFromArray(values, new Utf8()) })));
    fixture.end('s');
    await fixture.sink.ingest(requestFor(words, 's'));
    const sql = 'SELECT length(words) AS n FROM "replicator_target"."main"."t__staging_1" ORDER BY rowid';
    expect(await fixture.sink.query({ sql })).toEqual([{ n: 1n }, { n: 12_000_000n }, { n: null }, { n: 1n }]);
  });

  it('takes text beside bytes under a NULL that are no text', async () => {
    const words = stagingOf([column('words', text, 'VARCHAR')]);
    await fixture.prepare(words);
    const data = Buffer.concat([
      Buffer.from('a row longer than twelve bytes'),
      Buffer.from([0xff, 0xfe]),
      Buffer.from('é'),
    ]);
    const valueOffsets = Int32Array.of(0, 30, 32, 34);
    const nullBitmap = Uint8Array.of(0b101);
    const layout = { type: new Utf8(), length: 3, nullCount: 1, nullBitmap, data, valueOffsets };
    fixture.send('s', 0, 3, streamOf(new Table({ words: new Vector([makeData(layout as never)]) })));
    fixture.end('s');
    await fixture.sink.ingest(requestFor(words, 's'));
    const sql = 'SELECT words FROM "replicator_target"."main"."t__staging_1" ORDER BY rowid';
    expect(await fixture.sink.query({ sql })).toEqual([
      { words: 'a row longer than twelve bytes' },
      { words: null },
      { words: 'é' },
    ]);
  });
});
