import { describe, expect, test } from 'vitest';
import { checkBinaries } from '../../../scripts/package/check-binaries.ts';
import { type Target, targetNamed, targets } from '../../../scripts/package/targets.ts';

const duckdb = ({ duckdb: suffix }: Target) => [
  `extension/node_modules/@duckdb/node-bindings-${suffix}/duckdb.node`,
  `extension/node_modules/@duckdb/node-bindings-${suffix}/libduckdb.so`,
];
const wasm = 'extension/node_modules/@foxglove/wasm-lz4/dist/wasm-lz4.wasm';
const lz4 = ({ lz4: suffix }: Target) => [
  `extension/node_modules/@antoniomuso/lz4-napi-${suffix}/lz4-napi.${suffix}.node`,
];

describe.each(targets)('$name', (target) => {
  test('its own native code is right', () => {
    expect(checkBinaries([...duckdb(target), ...lz4(target), wasm, 'extension/dist/worker.js'], target)).toEqual([]);
  });

  test('the native code of any other platform is wrong', () => {
    for (const other of targets.filter(({ name }) => name !== target.name)) {
      expect(checkBinaries([...duckdb(other), ...lz4(other), wasm], target)).toHaveLength(4);
      expect(checkBinaries([...duckdb(target), ...lz4(target), ...lz4(other), wasm], target)).toEqual([
        `Native code that ${target.name} does not need is inside: ${lz4(other)[0]}.`,
      ]);
    }
  });
});

test('what npm left out is named', () => {
  const target = targetNamed('alpine-arm64');
  expect(checkBinaries([...lz4(target), wasm], target)).toEqual([
    'The DuckDB binding of alpine-arm64 is missing: nothing in extension/node_modules/@duckdb/node-bindings-linux-arm64-musl/ ends with .node.',
    'The DuckDB library of alpine-arm64 is missing.',
  ]);
  expect(checkBinaries([...duckdb(target), ...lz4(target)], target)).toEqual([
    `The LZ4 decompressor is missing: ${wasm}.`,
  ]);
});

test('there are eight targets, and a wrong name is told so', () => {
  expect(targets).toHaveLength(8);
  expect(() => targetNamed('amiga')).toThrow('There is no target "amiga"; there are linux-x64, ');
});
