// One VSIX per platform into dist-packages/, each with the native code of its platform and no other.
//   npm run package                                  all of them
//   npm run package -- --target linux-x64            one (may be repeated); "own" is this machine's
//   npm run package -- --target cli                  the command line as an npm package
//   … --base-url https://…                           where the README's pictures and links are published; without it they stay relative
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createVSIX } from '@vscode/vsce';
import { checkBinaries } from './package/check-binaries.ts';
import { listZip } from './package/list-zip.ts';
import { stageExtension } from './package/stage.ts';
import { ownTarget, targetNamed, targets } from './package/targets.ts';

const folder = path.resolve(import.meta.dirname, '../dist-packages');

const { values } = parseArgs({
  options: { target: { type: 'string', multiple: true }, 'base-url': { type: 'string' } },
});
const wanted = values.target ?? targets.map(({ name }) => name);
await mkdir(folder, { recursive: true });
for (const name of wanted) {
  if (name === 'cli') packCommandLine();
  else await packExtension(name === 'own' ? ownTarget() : targetNamed(name));
}

async function packExtension(target) {
  const stage = await mkdtemp(path.join(tmpdir(), 'replicator-stage-'));
  const packagePath = path.join(folder, `databricks-duckdb-replicator-${target.name}.vsix`);
  try {
    await stageExtension(stage, target);
    await rm(packagePath, { force: true });
    await createVSIX({
      cwd: stage,
      target: target.name,
      packagePath,
      allowMissingRepository: true,
      ...links(values['base-url']),
    });
    const entries = await listZip(packagePath);
    const problems = checkBinaries(
      entries.map(({ name }) => name),
      target,
    );
    if (problems.length > 0) {
      await rm(packagePath);
      throw new Error(problems.join('\n'));
    }
    const unpacked = entries.reduce((sum, { size }) => sum + size, 0);
    const packed = (await stat(packagePath)).size;
    console.log(
      `${path.relative('', packagePath)}: ${megabytes(packed)}, unpacked ${megabytes(unpacked)}, ${entries.length} files`,
    );
  } finally {
    await rm(stage, { recursive: true });
  }
}

/** An editor shows pictures of a README only from a public address. */
function links(base) {
  return base === undefined ? { rewriteRelativeLinks: false } : { baseContentUrl: base, baseImagesUrl: base };
}

function packCommandLine() {
  const argv = ['pack', '--ignore-scripts', '--pack-destination', folder];
  const { status } = spawnSync('npm', argv, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) throw new Error(`npm pack ended with ${status}.`);
}

function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
