import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Workbench } from '../../../scripts/workbench/prepare.ts';

const root = path.resolve(import.meta.dirname, '../../..');

/**
 * Puts an extension into a folder of extensions: a `.vsix` is installed as users do it, a folder with a `package.json` is
 * copied (its `node_modules` only linked), which takes no packaging.
 */
export async function provideExtension(workbench: Workbench, extension: string, extensions: string): Promise<void> {
  await mkdir(extensions, { recursive: true });
  if (extension.endsWith('.vsix')) await installPackage(workbench, extension, extensions);
  else await copyFolder(extension, extensions);
}

/** The package named by REPLICATOR_VSIX, else this folder as it was last built. */
export function extensionUnderTest(): string {
  return process.env.REPLICATOR_VSIX ?? root;
}

/** Installs a package once for many windows. @returns the folder of the installed extension, inside `scratch` */
export async function unpackExtension(workbench: Workbench, file: string, scratch: string): Promise<string> {
  const extensions = path.join(scratch, 'extensions');
  await mkdir(extensions, { recursive: true });
  await installPackage(workbench, file, extensions);
  const [folder] = (await readdir(extensions, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  if (folder === undefined) throw new Error(`${file} was not installed.`);
  return path.join(extensions, folder.name);
}

async function installPackage(workbench: Workbench, file: string, extensions: string): Promise<void> {
  const scratch = path.join(extensions, '..', 'installing');
  await mkdir(scratch, { recursive: true });
  const config = path.join(scratch, 'config.yaml');
  await writeFile(config, '');
  await promisify(execFile)(
    workbench.node,
    [
      workbench.entry,
      '--config',
      config,
      '--user-data-dir',
      scratch,
      '--extensions-dir',
      extensions,
      '--install-extension',
      file,
    ],
    { env: { PATH: process.env.PATH ?? '', HOME: scratch, EXTENSIONS_GALLERY: '{"serviceUrl":""}' } },
  );
}

async function copyFolder(from: string, extensions: string): Promise<void> {
  const { publisher, name, version } = JSON.parse(await readFile(path.join(from, 'package.json'), 'utf8'));
  const folder = path.join(extensions, `${publisher}.${name}-${version}`);
  await mkdir(folder, { recursive: true });
  const skipped = new Set(['node_modules', 'src', 'test', 'webview', 'scripts']);
  for (const entry of await readdir(from)) {
    if (entry.startsWith('.') || skipped.has(entry)) continue;
    await cp(path.join(from, entry), path.join(folder, entry), {
      recursive: true,
      filter: (file) => !/\.(?:map|duckdb|wal|vsix|tgz)$/.test(file),
    });
  }
  await symlink(path.join(from, 'node_modules'), path.join(folder, 'node_modules'), 'dir');
}
