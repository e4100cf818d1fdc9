/** Native code, or with files of their own: these stay packages beside the build (patterns of names). */
export const unbundled: readonly string[] = [
  '@duckdb/*',
  '@databricks/sql',
  '@foxglove/wasm-lz4',
  'lz4-napi',
  'parquet-wasm',
];
