// Bundles every process and thread of the product into dist/; `--watch` goes on doing so, `--quiet` says nothing.
import { rmSync } from 'node:fs';
import process from 'node:process';
import * as esbuild from 'esbuild';

const watch = process.argv.includes('--watch');

/** Native or with files of their own: these stay packages. */
const external = ['@duckdb/*', '@databricks/sql', 'lz4-napi', 'parquet-wasm', 'vscode'];

/** @type {esbuild.BuildOptions} */
const options = {
  entryPoints: {
    cli: 'src/cli/main.ts',
    'fetch-thread': 'src/engine/source/fetch/fetch-thread.ts',
    'sink-thread': 'src/engine/sink/duckdb/sink-thread.ts',
  },
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  sourcemap: true,
  external,
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  logLevel: process.argv.includes('--quiet') ? 'error' : 'info',
};

rmSync('dist', { recursive: true, force: true });
if (watch) await (await esbuild.context(options)).watch();
else await esbuild.build(options);
