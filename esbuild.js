// Bundles every process and thread of the product into dist/; `--watch` goes on doing so, `--quiet` says nothing.
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import * as esbuild from 'esbuild';
import { unbundled } from './scripts/unbundled.ts';

const watch = process.argv.includes('--watch');

/**
 * What an earlier build left goes after this one is written, never before: a command may be running from dist/.
 * @param {(file: string) => boolean} owns - which files of dist/ are of this build
 * @returns {esbuild.Plugin}
 */
const dropStale = (owns) => ({
  name: 'drop-stale',
  setup(build) {
    build.onEnd(({ metafile }) => {
      if (metafile === undefined) return;
      const written = new Set(Object.keys(metafile.outputs).map((file) => path.resolve(file)));
      for (const entry of readdirSync('dist', { recursive: true, withFileTypes: true })) {
        const file = path.resolve(entry.parentPath, entry.name);
        if (!entry.isDirectory() && owns(file) && !written.has(file)) rmSync(file);
      }
    });
  },
});

const webviewFolder = path.resolve('dist/webview') + path.sep;

/** For packages that are CommonJS, and for Node 20, which has everything else that the product uses. */
const banner = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);
Promise.withResolvers ??= function () { const all = {}; all.promise = new this((resolve, reject) => Object.assign(all, { resolve, reject })); return all; };`;

/** @type {esbuild.BuildOptions} */
const options = {
  entryPoints: {
    cli: 'src/cli/main.ts',
    extension: 'src/extension/main.ts',
    'fetch-thread': 'src/engine/source/fetch/fetch-thread.ts',
    'sink-thread': 'src/engine/sink/duckdb/sink-thread.ts',
    worker: 'src/worker/main.ts',
  },
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  // What a command does not need is not even read: `--help` answers at once.
  splitting: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  sourcemap: true,
  metafile: true,
  external: [...unbundled, 'vscode'],
  plugins: [dropStale((file) => !file.startsWith(webviewFolder))],
  banner: { js: banner },
  logLevel: process.argv.includes('--quiet') ? 'error' : 'info',
};

/**
 * What runs in webviews: for browsers, one file per page, style sheets and the icon font beside it.
 * @type {esbuild.BuildOptions}
 */
const webviewOptions = {
  entryPoints: {
    panel: 'webview/panel/main.ts',
    preview: 'webview/preview/main.ts',
  },
  outdir: 'dist/webview',
  bundle: true,
  minify: !watch,
  platform: 'browser',
  target: 'chrome128',
  format: 'iife',
  tsconfig: 'webview/tsconfig.json',
  loader: { '.ttf': 'file' },
  assetNames: '[name]',
  sourcemap: true,
  metafile: true,
  plugins: [dropStale((file) => file.startsWith(webviewFolder))],
  logLevel: options.logLevel,
};

const builds = [options, webviewOptions];
if (watch) await Promise.all(builds.map(async (one) => (await esbuild.context(one)).watch()));
else await Promise.all(builds.map((one) => esbuild.build(one)));
