import type { Target } from './targets.ts';

/**
 * A package must hold the native code of its platform and no other, and the WebAssembly of every one: npm leaves out an optional dependency that it does not
 * find, without a word.
 * @param files - paths inside the package, with `/`
 * @returns what is wrong, in sentences; none, if all is well
 */
export function checkBinaries(files: readonly string[], target: Target): readonly string[] {
  const modules = 'extension/node_modules';
  const expected = [
    { what: 'DuckDB binding', start: `${modules}/@duckdb/node-bindings-${target.duckdb}/` },
    { what: 'LZ4 binary', start: `${modules}/@antoniomuso/lz4-napi-${target.lz4}/` },
  ];
  const binaries = files.filter((file) => file.endsWith('.node'));
  const missing = expected
    .filter(({ start }) => binaries.filter((file) => file.startsWith(start)).length !== 1)
    .map(({ what, start }) => `The ${what} of ${target.name} is missing: nothing in ${start} ends with .node.`);
  const foreign = binaries
    .filter((file) => !expected.some(({ start }) => file.startsWith(start)))
    .map((file) => `Native code that ${target.name} does not need is inside: ${file}.`);
  const decompressor = `${modules}/@foxglove/wasm-lz4/dist/wasm-lz4.wasm`;
  const library = files.some((file) => /\/(?:lib)?duckdb\.(?:so|dylib|dll)$/.test(file));
  return [
    ...missing,
    ...foreign,
    ...(library ? [] : [`The DuckDB library of ${target.name} is missing.`]),
    ...(files.includes(decompressor) ? [] : [`The LZ4 decompressor is missing: ${decompressor}.`]),
  ];
}
