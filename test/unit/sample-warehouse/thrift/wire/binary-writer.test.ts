import { expect, it } from 'vitest';
import { BinaryReader } from '../../../../../src/sample-warehouse/thrift/wire/binary-reader.ts';
import { BinaryWriter } from '../../../../../src/sample-warehouse/thrift/wire/binary-writer.ts';

it.each(['byte', 'i16', 'i32'] as const)('keeps every %s where its block is full and the next one begins', (kind) => {
  const numbers = Array.from({ length: 40_000 }, (_, i) => i % 127);
  const out = new BinaryWriter();
  out.byte(1);
  for (const number of numbers) out[kind](number);
  const input = new BinaryReader(out.finish());
  expect(input.byte()).toBe(1);
  expect(numbers.filter((number) => input[kind]() !== number)).toEqual([]);
});
