import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const browsers = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const compilers = ['g++', 'make', 'python3'];
const debian = ['chromium', 'fonts-dejavu-core', 'build-essential', 'python3'];

/** What the editor's tests need of the machine: either the browser, or why there is none and what to do. */
export type SystemPackages = { readonly chromium: string } | { readonly missing: string };

/**
 * Finds Chromium and a compiler; as root on Debian installs what is missing.
 * The environment's CHROMIUM goes first, and then nothing is installed.
 */
export function findSystemPackages(): SystemPackages {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return { missing: `they run on Linux x64 only (this is ${process.platform} ${process.arch}): use a container` };
  }
  if (absent().length > 0 && canInstall()) installOnDebian();
  const [chromium] = findChromium();
  const lacking = absent();
  if (lacking.length === 0 && chromium !== undefined) return { chromium };
  return {
    missing: `${lacking.join(', ')} not found: install ${lacking.length > 1 ? 'them' : 'it'} (on Debian, as root: apt-get install ${debian.join(' ')})${chromium === undefined ? ', or name a Chromium in the environment variable CHROMIUM' : ''}`,
  };
}

function absent(): readonly string[] {
  return [
    ...(findChromium().length > 0 ? [] : ['Chromium']),
    ...compilers.filter((name) => findOnPath(name).length === 0),
  ];
}

function findChromium(): readonly string[] {
  const named = process.env.CHROMIUM;
  return named === undefined ? browsers.flatMap(findOnPath) : [named].filter((file) => existsSync(file));
}

function findOnPath(name: string): readonly string[] {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => path.join(folder, name)).filter((file) => existsSync(file));
}

function canInstall(): boolean {
  if (process.env.CHROMIUM !== undefined) return false;
  return process.getuid?.() === 0 && existsSync('/etc/debian_version') && findOnPath('apt-get').length > 0;
}

function installOnDebian(): void {
  console.error('Installing Chromium and a compiler for the editor tests …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', ...debian],
  ]) {
    const { status } = spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env });
    // What is still missing is told by the caller, with the way to mend it.
    if (status !== 0) return;
  }
}
