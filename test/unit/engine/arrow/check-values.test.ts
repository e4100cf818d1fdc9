import {
  Binary,
  type DataType,
  DateDay,
  Decimal,
  Field,
  Float64,
  Int32,
  LargeUtf8,
  Map_,
  makeData,
  Struct,
  Table,
  TimestampMicrosecond,
  TimestampNanosecond,
  Utf8,
  Vector,
  vectorFromArray,
} from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import type { WireType } from '../../../../src/shared/column-mapping.ts';
import { expectedColumn, readAll, streamOf } from './arrow-streams.ts';

function read(vector: Vector, wire: WireType): unknown {
  return readAll(streamOf(new Table({ c: vector })), [expectedColumn('c', wire)]).length;
}

function refusal(vector: Vector, wire: WireType): unknown {
  try {
    read(vector, wire);
  } catch (error) {
    return error;
  }
  return undefined;
}

function raw(
  type: DataType,
  data: Uint32Array | Int32Array | BigInt64Array,
  length: number,
  nullBitmap?: Uint8Array,
): Vector {
  const nulls = nullBitmap === undefined ? { nullCount: 0 } : { nullCount: 1, nullBitmap };
  return new Vector([makeData({ type, length, data, ...nulls } as never)]);
}

/** Text laid out by hand, since a builder would never make it invalid. */
function text(bytes: number[], offsets: number[], nullBitmap?: Uint8Array): Vector {
  const nulls = nullBitmap === undefined ? { nullCount: 0 } : { nullCount: 1, nullBitmap };
  const data = Uint8Array.from(bytes);
  const valueOffsets = Int32Array.from(offsets);
  return new Vector([
    makeData({ type: new Utf8(), length: offsets.length - 1, data, valueOffsets, ...nulls } as never),
  ]);
}

const textWire: WireType = { kind: 'text' };
const unscaled = (value: bigint): Uint32Array =>
  new Uint32Array(BigUint64Array.of(BigInt.asUintN(64, value), BigInt.asUintN(64, value >> 64n)).buffer);

describe('values', () => {
  it.each([
    ['a lone continuation byte', [0x61, 0x80], [0, 1, 2], 1],
    ['a character cut by the end of its row', [0xc3, 0xa9, 0x61], [0, 1, 3], 0],
    ['an overlong form', [0xc0, 0xaf], [0, 2], 0],
    ['a surrogate', [0xed, 0xa0, 0x80], [0, 3], 0],
  ])('refuses %s and names column and row', (_, bytes, offsets, row) => {
    expect(refusal(text(bytes, offsets), textWire)).toMatchObject({
      code: 'value.invalidText',
      subject: { column: 'c' },
      facts: { row },
    });
  });

  it('does not look at the text under a NULL', () => {
    expect(read(text([0x61, 0xff, 0x62], [0, 1, 2, 3], Uint8Array.of(0b101)), textWire)).toBe(1);
  });

  it('takes text with wide offsets', () => {
    expect(read(vectorFromArray(['a', null, 'é'], new LargeUtf8()), textWire)).toBe(1);
  });

  it.each([
    [4, 10n ** 4n],
    [9, -(10n ** 9n)],
    [18, 10n ** 18n],
    [38, 10n ** 38n],
    [38, -(2n ** 127n)],
  ])('refuses a decimal of %i digits that is %i', (precision, value) => {
    const wire: WireType = { kind: 'decimal', precision, scale: 0 };
    const type = new Decimal(0, precision, 128);
    expect(refusal(raw(type, unscaled(value), 1), wire)).toMatchObject({ code: 'value.outOfRange' });
    const least = value > 0n ? value - 1n : 1n - 10n ** BigInt(precision);
    expect(read(raw(type, unscaled(least), 1), wire)).toBe(1);
    expect(read(raw(type, unscaled(value), 1, Uint8Array.of(0)), wire)).toBe(1);
  });

  it.each([2147483647, -2147483647, -2147483648])('refuses the date %i, which means infinity to DuckDB', (days) => {
    const dates = raw(new DateDay(), Int32Array.of(0, days), 2);
    expect(refusal(dates, { kind: 'date' })).toMatchObject({ code: 'value.outOfRange', facts: { row: 1 } });
  });

  it.each([
    [9223372036854775807n, false],
    [9223372036854775806n, true],
    [-9223372022400000000n, true],
    [-9223372022400000001n, false],
  ])('knows whether DuckDB can hold the timestamp %i', (micros, fits) => {
    const vector = raw(new TimestampMicrosecond(null), BigInt64Array.of(micros), 1);
    const error = refusal(vector, { kind: 'timestamp', zoned: false });
    if (fits) expect(error).toBeUndefined();
    else expect(error).toMatchObject({ code: 'value.outOfRange' });
  });

  it.each([
    ['other units', new TimestampNanosecond('UTC')],
    ['no time zone', new TimestampMicrosecond(null)],
  ])('refuses instants with %s', (_, type) => {
    const vector = raw(type, BigInt64Array.of(1n), 1);
    expect(refusal(vector, { kind: 'timestamp', zoned: true })).toMatchObject({ code: 'type.wireMismatch' });
  });

  /** Two maps: an empty one, and one with these keys. */
  function mapOf(keys: Vector): Vector {
    const entries = new Struct([new Field('key', keys.type, true), new Field('value', new Int32(), true)]);
    const values = vectorFromArray(Array(keys.length).fill(1), new Int32());
    const children = [keys.data[0], values.data[0]];
    const child = makeData({ type: entries, length: keys.length, nullCount: 0, children } as never);
    const type = new Map_(new Field('entries', entries, false) as never);
    const valueOffsets = Int32Array.of(0, 0, keys.length);
    return new Vector([makeData({ type, length: 2, nullCount: 0, valueOffsets, child } as never)]);
  }

  const many = Array.from({ length: 40 }, (_, i) => `key ${i}`);

  it.each([
    ['the same key twice', vectorFromArray(['k', 'l', 'k'], new Utf8()), textWire],
    ['many keys, one of them twice', vectorFromArray([...many, 'key 7'], new Utf8()), textWire],
    ['a NULL key', vectorFromArray(['k', null], new Utf8()), textWire],
    ['the same number twice', vectorFromArray([1, 256, 1], new Int32()), { kind: 'int', bits: 32 }],
    ['a zero of each sign', vectorFromArray([0, -0], new Float64()), { kind: 'float', bits: 64 }],
  ] as const)('refuses a map with %s', (_, keys, key) => {
    const wire: WireType = { kind: 'map', key, value: { kind: 'int', bits: 32 } };
    expect(refusal(mapOf(keys as Vector), wire)).toMatchObject({ code: 'value.invalidNesting', facts: { row: 1 } });
  });

  it.each([
    ['texts that begin alike', vectorFromArray(['k', 'kk', 'kl', ''], new Utf8()), textWire],
    ['many texts', vectorFromArray(many, new Utf8()), textWire],
    ['numbers that share bytes', vectorFromArray([1, 256, 257, 65_536], new Int32()), { kind: 'int', bits: 32 }],
    ['fractions', vectorFromArray([0, 0.5, -0.5], new Float64()), { kind: 'float', bits: 64 }],
  ] as const)('takes a map whose keys are %s', (_, keys, key) => {
    const wire: WireType = { kind: 'map', key, value: { kind: 'int', bits: 32 } };
    expect(refusal(mapOf(keys as Vector), wire)).toBeUndefined();
  });

  it('refuses binary where text is planned', () => {
    const error = refusal(vectorFromArray([new Uint8Array([1])], new Binary()), textWire);
    expect(error).toMatchObject({ code: 'type.wireMismatch', subject: { column: 'c' } });
  });
});
