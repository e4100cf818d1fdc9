import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { unbundled } from '../unbundled.ts';
import type { Target } from './targets.ts';

const root = path.resolve(import.meta.dirname, '../..');
const contents = ['dist', 'media', 'schema', 'docs', 'README.md', 'CHANGELOG.md', 'LICENSE', '.vscodeignore', '.npmrc'];

/**
 * Lays out in an empty folder what one platform's package is made of: the build, and of the dependencies only those that the
 * build does not hold, in the versions of the lock file.
 */
export async function stageExtension(folder: string, target: Target): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of contents.filter((entry) => existsSync(path.join(root, entry)))) {
    await cp(path.join(root, name), path.join(folder, name), { recursive: true });
  }
  await cp(path.join(root, 'package-lock.json'), path.join(folder, 'package-lock.json'));
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(await stagedManifest(), undefined, 2));
  const platform = [
    `--os=${target.os}`,
    `--cpu=${target.cpu}`,
    ...(target.libc === undefined ? [] : [`--libc=${target.libc}`]),
  ];
  await promisify(execFile)('npm', ['install', '--omit=dev', '--ignore-scripts', ...platform, '--loglevel=error'], {
    cwd: folder,
    shell: process.platform === 'win32',
  });
}

async function stagedManifest(): Promise<object> {
  const manifest = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  const needed = Object.entries(manifest.dependencies).filter(([name]) =>
    unbundled.some((pattern) => path.matchesGlob(name, pattern)),
  );
  const ofDevelopment = new Set(['bin', 'files', 'scripts', 'devDependencies', 'allowScripts', 'private']);
  const kept = Object.entries(manifest).filter(([key]) => !ofDevelopment.has(key));
  return { ...Object.fromEntries(kept), dependencies: Object.fromEntries(needed) };
}
