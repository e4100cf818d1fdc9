import { describe, expect, it } from 'vitest';
import { BinaryReader, ThriftProtocolError } from '../../../../../src/sample-warehouse/thrift/wire/binary-reader.ts';
import { BinaryWriter } from '../../../../../src/sample-warehouse/thrift/wire/binary-writer.ts';
import {
  binary,
  bool,
  count,
  double,
  i8,
  i16,
  i32,
  i64,
  list,
  map,
  struct,
  text,
} from '../../../../../src/sample-warehouse/thrift/wire/wire-type.ts';

const everything = struct({
  flag: [1, bool],
  tiny: [2, i8],
  small: [3, i16],
  number: [4, i32],
  big: [5, i64],
  rows: [6, count],
  ratio: [7, double],
  name: [8, text],
  bytes: [9, binary],
  names: [10, list(text)],
  settings: [11, map(i32)],
  nested: [0x501, struct({ inner: [1, list(struct({ x: [1, i32] }))] })],
});

const value = {
  flag: true,
  tiny: -128,
  small: -32_768,
  number: 2_147_483_647,
  big: -9_223_372_036_854_775_808n,
  rows: 2_000_000,
  ratio: Number.NEGATIVE_INFINITY,
  name: 'こんにちは',
  bytes: Buffer.from([0, 255]),
  names: ['', 'a'],
  settings: { a: 1, b: -1 },
  nested: { inner: [{ x: 1 }, {}] },
};

function written(): Buffer {
  const out = new BinaryWriter();
  everything.write(out, value);
  return out.finish();
}

describe('the binary protocol', () => {
  it('reads what it wrote', () => {
    expect(everything.read(new BinaryReader(written()))).toEqual(value);
  });

  it('keeps values that are larger than its blocks, in order', () => {
    const type = struct({ first: [1, binary], second: [2, text], third: [3, binary] });
    const large = { first: Buffer.alloc(100_000, 1), second: 'x'.repeat(50_000), third: Buffer.alloc(16_384, 2) };
    const out = new BinaryWriter();
    type.write(out, large);
    expect(type.read(new BinaryReader(out.finish()))).toEqual(large);
  });

  it('skips fields that it does not know, and fields of another type', () => {
    const narrow = struct({ name: [8, text], flag: [1, i32] });
    expect(narrow.read(new BinaryReader(written()))).toEqual({ name: 'こんにちは' });
  });

  it('refuses a message that ends anywhere too early', () => {
    const bytes = written();
    for (let length = 0; length < bytes.length; length++) {
      expect(() => everything.read(new BinaryReader(bytes.subarray(0, length)))).toThrow(ThriftProtocolError);
    }
  });

  it('refuses lengths that the message cannot hold', () => {
    const hugeList = Buffer.from([15, 0, 10, 11, 0x7f, 0xff, 0xff, 0xff, 0]);
    expect(() => everything.read(new BinaryReader(hugeList))).toThrow(ThriftProtocolError);
    const negativeText = Buffer.from([11, 0, 8, 0xff, 0xff, 0xff, 0xff, 0]);
    expect(() => everything.read(new BinaryReader(negativeText))).toThrow(ThriftProtocolError);
  });

  it('refuses nesting without end', () => {
    const deep = Buffer.concat([...Array.from({ length: 1000 }, () => Buffer.from([12, 0, 99])), Buffer.alloc(1001)]);
    expect(() => everything.read(new BinaryReader(deep))).toThrow(ThriftProtocolError);
  });
});
