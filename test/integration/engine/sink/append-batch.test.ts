import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BatchPacker, type RowBatch } from '../../../../src/engine/row-batch.ts';
import type { AppendRequest, StagingTable } from '../../../../src/engine/sink/sink.ts';
import type { DriverRow } from '../../../../src/engine/source/source.ts';
import { quoteTargetName } from '../../../../src/engine/sql/duckdb-text.ts';
import type { WireType } from '../../../../src/shared/column-mapping.ts';
import { column, createStaging, SinkFixture, stagingOf } from './sink-fixture.ts';

const table = '"replicator_target"."main"."t__staging_1"';
const chunksIn = 'SELECT chunk, rows, bytes, digest FROM "replicator_target"."_replicator"."chunks" ORDER BY chunk';

const batchOf = (rows: readonly DriverRow[]): RowBatch => {
  const packer = new BatchPacker();
  packer.add(rows);
  return packer.pack();
};
const requestFor = (staging: StagingTable, batch: RowBatch, chunk = 0): AppendRequest => ({
  staging,
  runId: 'r1',
  table: 'c.s.t',
  slice: 0,
  chunk,
  batch,
});
const text = (value: string) => Buffer.from(value);

describe('a batch', () => {
  let fixture: SinkFixture;
  beforeEach(async () => {
    fixture = new SinkFixture();
    await fixture.prepare(staging);
  });
  afterEach(() => fixture.dispose());

  const staging = stagingOf([
    column('id', { kind: 'int', bits: 64 }, 'BIGINT'),
    column('name', { kind: 'text' }, 'VARCHAR'),
  ]);
  const rows = (from: number, count: number): readonly DriverRow[] =>
    Array.from({ length: count }, (_, i) => [BigInt(from + i), i % 7 === 0 ? null : text(`row ${from + i}`)]);
  const stored = () =>
    fixture.sink.query({ sql: `SELECT count(*) AS n, sum(id) AS ids, count(name) AS names FROM ${table}` });

  it('is in with its checkpoint row', async () => {
    const batches = [batchOf(rows(0, 5000)), batchOf(rows(5000, 1))];
    for (const [i, batch] of batches.entries()) {
      const { appendMs, commitMs } = await fixture.sink.append(requestFor(staging, batch, i));
      expect(Math.min(appendMs, commitMs)).toBeGreaterThan(0);
    }
    expect(await stored()).toEqual([{ n: 5001n, ids: 12_502_500n, names: 4285n }]);
    expect(await fixture.sink.query({ sql: chunksIn })).toEqual(
      batches.map(({ rows: count, bytes, digest }, chunk) => ({
        chunk,
        rows: BigInt(count),
        bytes: BigInt(bytes),
        digest,
      })),
    );
  });

  it('is not in where its checkpoint row is refused', async () => {
    await fixture.sink.append(requestFor(staging, batchOf(rows(0, 10))));
    const twice = fixture.sink.append(requestFor(staging, batchOf(rows(10, 10))));
    await expect(twice).rejects.toMatchObject({ code: 'sink.constraint' });
    expect(await stored()).toMatchObject([{ n: 10n }]);
  });

  it('is not in where a late row is bad, and the sink goes on', async () => {
    const bad = [...rows(0, 4000), [2n ** 63n, null]];
    await expect(fixture.sink.append(requestFor(staging, batchOf(bad)))).rejects.toMatchObject({
      code: 'value.outOfRange',
      message: 'Column "id", row 4000 of its batch: 9223372036854775808 is no integer of 64 bits.',
      subject: { table: 'c.s.t', column: 'id' },
    });
    expect(await stored()).toMatchObject([{ n: 0n }]);
    expect(await fixture.sink.query({ sql: chunksIn })).toEqual([]);
    await fixture.sink.append(requestFor(staging, batchOf(rows(0, 10))));
    expect(await stored()).toMatchObject([{ n: 10n }]);
  });

  it('is not in after a cancel', async () => {
    const batch = batchOf(rows(0, 200_000));
    const appending = fixture.sink.append(requestFor(staging, batch));
    const outcome = expect(appending).rejects.toMatchObject({ code: 'run.cancelled' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const asked = performance.now();
    await fixture.sink.cancel();
    await outcome;
    expect(performance.now() - asked).toBeLessThan(1_000);
    expect(await stored()).toMatchObject([{ n: 0n }]);
  });

  it('without rows or of another shape is refused or empty', async () => {
    await fixture.sink.append(requestFor(staging, batchOf([])));
    expect(await stored()).toMatchObject([{ n: 0n }]);
    await expect(fixture.sink.append(requestFor(staging, batchOf([[1n]]), 1))).rejects.toMatchObject({
      code: 'type.wireMismatch',
      message: 'A row has 1 columns where the plan expects 2.',
    });
  });
});

let fixture: SinkFixture;
beforeAll(async () => {
  fixture = new SinkFixture();
  await fixture.prepare();
});
afterAll(() => fixture.dispose());

let tables = 0;
/** A staging table of its own for each case. */
async function stage(...columns: Parameters<typeof stagingOf>[0]): Promise<StagingTable> {
  tables += 1;
  const staging = stagingOf(columns, `t${tables}`);
  await fixture.sink.transaction([{ sql: createStaging(staging) }]);
  return staging;
}

describe('what the appender would take without a word is refused', () => {
  const decimal: WireType = { kind: 'decimal', precision: 4, scale: 2 };
  const int: WireType = { kind: 'int', bits: 32 };
  const map: WireType = { kind: 'map', key: { kind: 'text' }, value: int };
  const entry = (key: unknown, value: unknown = 1) => ({ key, value });
  const cases: readonly (readonly [
    what: string,
    wire: WireType,
    type: string,
    value: unknown,
    code: string,
    RegExp,
  ])[] = [
    ['a decimal of too many digits', decimal, 'DECIMAL(4,2)', '100.00', 'value.outOfRange', /more than 4 digits/],
    ['a negative one', decimal, 'DECIMAL(4,2)', '-100.00', 'value.outOfRange', /more than 4 digits/],
    ['a decimal of too many places', decimal, 'DECIMAL(4,2)', '1.001', 'type.wireMismatch', /2 places/],
    ['a decimal that was rounded', decimal, 'DECIMAL(4,2)', 1.5, 'type.wireMismatch', /gives a number/],
    ['an integer beyond its type', { kind: 'int', bits: 8 }, 'TINYINT', 128, 'value.outOfRange', /128/],
    ['a fraction', int, 'INTEGER', 1.5, 'type.wireMismatch', /an integer/],
    ['a BIGINT that was rounded', { kind: 'int', bits: 64 }, 'BIGINT', 2 ** 60, 'type.wireMismatch', /exact integer/],
    ['a double in a float', { kind: 'float', bits: 32 }, 'FLOAT', 0.1, 'value.outOfRange', /32 bits/],
    ['a date that means infinity', { kind: 'date' }, 'DATE', 0x7fff_ffff, 'value.outOfRange', /infinity/],
    ['a date before all dates', { kind: 'date' }, 'DATE', -0x8000_0000, 'value.outOfRange', /infinity/],
    [
      'an instant too late',
      { kind: 'timestamp', zoned: true },
      'TIMESTAMPTZ',
      2n ** 63n - 1n,
      'value.outOfRange',
      /beyond/,
    ],
    ['a time too early', { kind: 'timestamp', zoned: false }, 'TIMESTAMP', -(2n ** 63n), 'value.outOfRange', /beyond/],
    ['a date object', { kind: 'timestamp', zoned: true }, 'TIMESTAMPTZ', new Date(0), 'type.wireMismatch', /exact/],
    ['a text that is not UTF-8', { kind: 'text' }, 'VARCHAR', Buffer.from([0xc3, 0x28]), 'value.invalidText', /UTF-8/],
    ['a lone surrogate', { kind: 'text' }, 'VARCHAR', Buffer.from([0xed, 0xa0, 0x80]), 'value.invalidText', /UTF-8/],
    ['a text that was decoded before', { kind: 'text' }, 'VARCHAR', 'text', 'type.wireMismatch', /bytes/],
    ['invalid JSON', { kind: 'text' }, 'JSON', text('{"a":'), 'value.invalidText', /JSON/],
    ['a value in a column of none', { kind: 'null' }, 'VARCHAR', 0, 'type.wireMismatch', /NULL/],
    ['a NULL key', map, 'MAP(VARCHAR, INTEGER)', [entry(null)], 'value.invalidNesting', /NULL key/],
    [
      'a key twice',
      map,
      'MAP(VARCHAR, INTEGER)',
      [entry(text('a')), entry(text('a'))],
      'value.invalidNesting',
      /twice/,
    ],
    [
      '-0 beside 0 as keys',
      { kind: 'map', key: { kind: 'float', bits: 64 }, value: int },
      'MAP(DOUBLE, INTEGER)',
      [entry(0), entry(-0)],
      'value.invalidNesting',
      /twice/,
    ],
    [
      'a bad value inside a list',
      { kind: 'list', element: decimal },
      'DECIMAL(4,2)[]',
      ['1', '100'],
      'value.outOfRange',
      /4/,
    ],
    [
      'a struct without a field',
      { kind: 'struct', fields: [{ name: 'a', type: int }] },
      'STRUCT(a INTEGER)',
      {},
      'type.wireMismatch',
      /f0/,
    ],
    [
      'JSON text in the place of a list',
      { kind: 'list', element: int },
      'INTEGER[]',
      '[1]',
      'type.wireMismatch',
      /a list/,
    ],
  ];

  it.each(cases)('%s', async (_, wire, type, value, code, message) => {
    const staging = await stage(column('id', int, 'INTEGER'), column('bad', wire, type));
    const rows = [
      [1, null],
      [2, value],
    ];
    await expect(fixture.sink.append(requestFor(staging, batchOf(rows)))).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
      subject: { table: 'c.s.t', column: 'bad' },
    });
    expect(await fixture.sink.query({ sql: `SELECT count(*) AS n FROM ${quoteTargetName(staging.staging)}` })).toEqual([
      { n: 0n },
    ]);
  });

  it('a staging table of another type than planned', async () => {
    const staging = { ...(await stage(column('c', int, 'BIGINT'))), columns: [column('c', int, 'INTEGER')] };
    await expect(fixture.sink.append(requestFor(staging, batchOf([[1]])))).rejects.toMatchObject({
      code: 'type.wireMismatch',
      message: 'Column "c" of the staging table is BIGINT, planned as INTEGER.',
      subject: { table: 'c.s.t', column: 'c' },
    });
  });
});

describe('values at the edges arrive', () => {
  const edges: readonly (readonly [wire: WireType, type: string, value: unknown, shown: string])[] = [
    [{ kind: 'decimal', precision: 38, scale: 38 }, 'DECIMAL(38,38)', '-1E-38', `-.${'0'.repeat(37)}1`],
    [{ kind: 'timestamp', zoned: false }, 'TIMESTAMP', -62135596800000001n, '0001-12-31 (BC) 23:59:59.999999'],
    [{ kind: 'text' }, 'VARCHAR', text('\u{feff}a\0b😀'), '\u{feff}a\0b😀'],
    [{ kind: 'float', bits: 64 }, 'DOUBLE', -0, '-0.0'],
    [
      { kind: 'list', element: { kind: 'float', bits: 32 } },
      'FLOAT[]',
      [Number.NaN, Number.POSITIVE_INFINITY, null],
      '[nan, inf, NULL]',
    ],
    [
      { kind: 'map', key: { kind: 'int', bits: 64 }, value: { kind: 'list', element: { kind: 'text' } } },
      'MAP(BIGINT, VARCHAR[])',
      [
        { key: 2n ** 63n - 1n, value: [null, text('')] },
        { key: -(2n ** 63n), value: null },
      ],
      "{9223372036854775807=[NULL, ''], -9223372036854775808=NULL}",
    ],
    [
      {
        kind: 'struct',
        fields: [
          { name: '__proto__', type: { kind: 'int', bits: 32 } },
          { name: 'Größe', type: { kind: 'list', element: { kind: 'date' } } },
        ],
      },
      'STRUCT(__proto__ INTEGER, "Größe" DATE[])',
      { f0: 7, f1: [-719162, 2932896] },
      "{'__proto__': 7, 'Größe': [0001-01-01, 9999-12-31]}",
    ],
  ];

  it.each(edges)('%j as %s', async (wire, type, value, shown) => {
    const staging = await stage(column('c', wire, type));
    await fixture.sink.append({ ...requestFor(staging, batchOf([[null], [value]])), table: staging.target.table });
    // The bytes, since whoever reads a text may leave out a mark at its start.
    const bytes = await fixture.sink.query({
      sql: `SELECT hex(CAST(c AS VARCHAR)) AS bytes FROM ${quoteTargetName(staging.staging)} ORDER BY c NULLS FIRST`,
    });
    expect(bytes).toEqual([{ bytes: null }, { bytes: Buffer.from(shown).toString('hex').toUpperCase() }]);
  });
});
