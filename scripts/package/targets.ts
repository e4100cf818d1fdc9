import { existsSync } from 'node:fs';

/** What npm and the native packages call a platform that VS Code knows. */
export interface Target {
  readonly name: string;
  readonly os: string;
  readonly cpu: string;
  readonly libc?: string;
  /** Suffix of `@duckdb/node-bindings-…`. */
  readonly duckdb: string;
  /** Suffix of `@antoniomuso/lz4-napi-…`. */
  readonly lz4: string;
}

/** Every platform with a package of its own. */
export const targets: readonly Target[] = [
  { name: 'linux-x64', os: 'linux', cpu: 'x64', libc: 'glibc', duckdb: 'linux-x64', lz4: 'linux-x64-gnu' },
  { name: 'linux-arm64', os: 'linux', cpu: 'arm64', libc: 'glibc', duckdb: 'linux-arm64', lz4: 'linux-arm64-gnu' },
  { name: 'alpine-x64', os: 'linux', cpu: 'x64', libc: 'musl', duckdb: 'linux-x64-musl', lz4: 'linux-x64-musl' },
  {
    name: 'alpine-arm64',
    os: 'linux',
    cpu: 'arm64',
    libc: 'musl',
    duckdb: 'linux-arm64-musl',
    lz4: 'linux-arm64-musl',
  },
  { name: 'darwin-x64', os: 'darwin', cpu: 'x64', duckdb: 'darwin-x64', lz4: 'darwin-x64' },
  { name: 'darwin-arm64', os: 'darwin', cpu: 'arm64', duckdb: 'darwin-arm64', lz4: 'darwin-arm64' },
  { name: 'win32-x64', os: 'win32', cpu: 'x64', duckdb: 'win32-x64', lz4: 'win32-x64-msvc' },
  { name: 'win32-arm64', os: 'win32', cpu: 'arm64', duckdb: 'win32-arm64', lz4: 'win32-arm64-msvc' },
];

/** @throws Error that lists the names, when there is no such target */
export function targetNamed(name: string): Target {
  const found = targets.find((target) => target.name === name);
  if (found === undefined) {
    throw new Error(
      `There is no target "${name}"; there are ${targets.map((target) => target.name).join(', ')} and cli.`,
    );
  }
  return found;
}

/** The target of the machine that this runs on. */
export function ownTarget(): Target {
  const alpine = existsSync('/etc/alpine-release');
  return targetNamed(`${alpine ? 'alpine' : process.platform}-${process.arch}`);
}
