import { expect, it } from 'vitest';
import { chooseCodec } from '../../../../src/engine/sink/duckdb/choose-codec.ts';

it.each([
  [1000, 100, 'zstd'],
  [1000, 450, 'snappy'],
  [1000, 990, 'uncompressed'],
  [1000, undefined, 'snappy'],
  [0, 0, 'snappy'],
] as const)('for %d bytes that came as %s takes %s', (bytes, wireBytes, codec) => {
  expect(chooseCodec(bytes, wireBytes)).toBe(codec);
});
