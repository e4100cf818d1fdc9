// Runs a task of the project with the project's own toolchain; installs it first where that is needed.
// Plain JavaScript without dependencies, because it must run on any Node 20 in a bare clone.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const modules = path.join(root, 'node_modules');
const [task, ...args] = process.argv.slice(2);

const tasks = {
  demo: () => node('esbuild.js', '--quiet') || node('dist/cli.js', 'run', 'demo.replication.yaml', ...args),
  dev: () => node('esbuild.js', '--watch'),
  build: () => node('esbuild.js'),
  check: () => node('scripts/check.mjs'),
  test: () => node('scripts/test.mjs', ...args),
  'test:unit': () => vitest('--project', 'unit'),
  'test:integration': () => node('esbuild.js', '--quiet') || vitest('--project', 'integration'),
  'test:e2e': () => node('esbuild.js', '--quiet') || node('scripts/test-e2e.mjs', ...args),
  bench: () =>
    node('esbuild.js', '--quiet') || bench(...(args[0]?.startsWith('-') === false ? args : ['levels', ...args])),
  package: () => node('esbuild.js', '--quiet') || node('scripts/package.mjs', ...args),
};

install();
process.exitCode = tasks[task]();

function install() {
  const lock = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = path.join(modules, '.lock-hash');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.error('Installing the dependencies and the toolchain (once; about half a minute) …');
  // Not `npm ci`: it refuses to install where the registry lacks a package that only another platform needs.
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const status = run('npm', ['install', '--no-save', ...quiet], { stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(status);
  writeFileSync(stamp, lock);
}

function node(...argv) {
  return run(toolchainNode(), argv);
}

function bench(name, ...argv) {
  return node(`test/bench/${name}.ts`, ...argv);
}

function vitest(...argv) {
  return node('node_modules/vitest/vitest.mjs', 'run', ...argv, ...args);
}

/** The Node that VS Code runs, from the package `node`; another one of the same generation will do. */
function toolchainNode() {
  const pinned = path.join(modules, 'node/bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(pinned)) return pinned;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  console.error(
    'The toolchain\'s Node is missing (install scripts are switched off?). Allow them for the package "node", or use Node 24.',
  );
  process.exit(1);
}

function run(command, argv, options = { stdio: 'inherit' }) {
  const bin = path.join(modules, '.bin');
  const { status, error } = spawnSync(command, argv, {
    cwd: root,
    ...options,
    env: { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH}` },
    shell: process.platform === 'win32' && command === 'npm',
  });
  if (error) throw error;
  return status ?? 1;
}
