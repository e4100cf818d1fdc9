import path from 'node:path';
import { build, type Metafile } from 'esbuild';
import { expect, it } from 'vitest';
import { unbundled } from '../../../scripts/unbundled.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const mostBytes = 300_000;

async function bundle(): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: { extension: 'src/extension/main.ts' },
    outdir: 'dist',
    bundle: true,
    splitting: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    external: [...unbundled, 'vscode'],
    logLevel: 'silent',
  });
  return metafile;
}

it('loads little when the editor activates the extension: no parser, no engine', async () => {
  const { outputs } = await bundle();
  const loaded = new Set(['dist/extension.js']);
  for (const file of loaded) {
    for (const { path: chunk, kind, external } of outputs[file]?.imports ?? []) {
      if (kind === 'import-statement' && external !== true) loaded.add(chunk);
    }
  }
  const inputs = [...loaded].flatMap((file) => Object.entries(outputs[file]?.inputs ?? {}));
  const packages = inputs.flatMap(([file]) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []);
  expect(new Set(packages)).toEqual(new Set(['birpc']));
  expect(inputs.filter(([file]) => /^src\/(?:engine|worker|network)\//.test(file))).toEqual([]);
  expect(inputs.reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0)).toBeLessThan(mostBytes);
});
