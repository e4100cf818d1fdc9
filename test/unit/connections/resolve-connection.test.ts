import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findProfile, parseProfiles } from '../../../src/connections/profiles.ts';
import { resolveConnection } from '../../../src/connections/resolve-connection.ts';
import { keepToken } from '../../../src/connections/token-source.ts';
import type { ConnectionChoice } from '../../../src/shared/document/replication.ts';

const text = `; comment
[__settings__]
default_profile = pat

[DEFAULT]

[pat]
host = https://adb-1.2.azuredatabricks.net/
token = dapi1
warehouse_id = ab12
  [with.dots]
host = h.example
token = dapi2
[cli]
host = h.example
auth_type = databricks-cli
http_path = /sql/1.0/warehouses/cc
[azure]
host = h.example
auth_type = azure-cli
warehouse_id = x
`;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'replicator-profiles-'));
  await writeFile(path.join(folder, '.databrickscfg'), text);
});
afterAll(() => rm(folder, { recursive: true }));

function resolve(choice: ConnectionChoice, env: NodeJS.ProcessEnv = {}) {
  return resolveConnection(choice, {
    env,
    homeFolder: folder,
    documentFolder: folder,
    now: Date.now,
    startSample: () => Promise.reject(new Error('not asked for')),
  });
}

test('settings are no profile, and dots belong to names', () => {
  const file = parseProfiles('/cfg', text);
  expect([...file.profiles.keys()]).toEqual(['DEFAULT', 'azure', 'cli', 'pat', 'with.dots']);
  expect(findProfile(file, 'with.dots')).toEqual({ host: 'h.example', token: 'dapi2' });
});

test('a missing profile names those that exist', async () => {
  await expect(resolve({ kind: 'profile', name: 'prod' })).rejects.toMatchObject({
    code: 'usage.invalid',
    message: `There is no profile prod in ${folder}/.databrickscfg: it has DEFAULT, azure, cli, pat, with.dots.`,
  });
});

test('a profile with a token', async () => {
  const { connection, hostLabel } = await resolve({ kind: 'profile', name: 'pat' });
  expect(connection).toMatchObject({ host: 'adb-1.2.azuredatabricks.net', httpPath: '/sql/1.0/warehouses/ab12' });
  expect(await connection.getToken({ refresh: false })).toBe('dapi1');
  expect(hostLabel).toBe('adb-1.2.azuredatabricks.net');
});

test('a token that is turned down is looked for again, for the same host only', async () => {
  const write = (token: string, host: string) =>
    writeFile(path.join(folder, 'changing'), `[p]\nhost = ${host}\ntoken = ${token}\nwarehouse_id = a`);
  await write('first', 'h.example');
  const { connection } = await resolve(
    { kind: 'profile', name: 'p' },
    { DATABRICKS_CONFIG_FILE: path.join(folder, 'changing') },
  );
  await write('second', 'h.example');
  expect(await connection.getToken({ refresh: false })).toBe('first');
  expect(await connection.getToken({ refresh: true })).toBe('second');
  expect(await connection.getToken({ refresh: false })).toBe('second');
  await write('third', 'other.example');
  expect(await connection.getToken({ refresh: true })).toBe('second');
});

test('a profile without warehouse takes the one of the document, else says so', async () => {
  const { connection } = await resolve({ kind: 'profile', name: 'with.dots', httpPath: '/sql/1.0/warehouses/zz' });
  expect(connection.httpPath).toBe('/sql/1.0/warehouses/zz');
  await expect(resolve({ kind: 'profile', name: 'with.dots' })).rejects.toThrow('names no SQL warehouse');
});

test('a profile that signs in otherwise is refused with what works', async () => {
  await expect(resolve({ kind: 'profile', name: 'azure' })).rejects.toThrow('asks for auth_type azure-cli');
});

test.skipIf(process.platform === 'win32')('a profile of the Databricks command line asks that for tokens', async () => {
  const program = path.join(folder, 'databricks');
  await writeFile(
    program,
    '#!/bin/sh\necho "{\\"access_token\\":\\"$*\\",\\"expiry\\":\\"2999-01-02T03:04:05.6+01:00\\"}"\n',
  );
  await chmod(program, 0o755);
  const { connection } = await resolve({ kind: 'profile', name: 'cli' }, { PATH: `${folder}:${process.env.PATH}` });
  expect(await connection.getToken({ refresh: false })).toBe('auth token --profile cli -o json');
  expect(await connection.getToken({ refresh: true })).toBe('auth token --profile cli -o json --force-refresh');
  const without = await resolve({ kind: 'profile', name: 'cli' }, { PATH: '/nowhere' });
  await expect(without.connection.getToken({ refresh: false })).rejects.toMatchObject({ code: 'usage.invalid' });
});

test('host and path take the token from the environment', async () => {
  const choice: ConnectionChoice = {
    kind: 'host',
    host: 'h.example',
    httpPath: '/sql/1.0/warehouses/a',
    caFile: 'ca.pem',
  };
  await expect(resolve(choice)).rejects.toThrow('DATABRICKS_TOKEN is not set');
  await expect(resolve(choice, { DATABRICKS_TOKEN: 't' })).rejects.toThrow(`${folder}/ca.pem cannot be read`);
  await writeFile(path.join(folder, 'ca.pem'), 'PEM');
  const { connection } = await resolve(choice, { DATABRICKS_TOKEN: 't', HTTPS_PROXY: 'http://p:1', NO_PROXY: '.x' });
  expect(connection.network).toEqual({ caCertificate: 'PEM', proxy: { url: 'http://p:1', bypass: '.x' } });
  expect(await connection.getToken({ refresh: false })).toBe('t');
});

test('the older form lives on its own variables', async () => {
  const env = { DATABRICKS_SERVER_HOSTNAME: 'https://h.example/', DATABRICKS_HTTP_PATH: '/sql/1.0/warehouses/a' };
  await expect(resolve({ kind: 'environment' }, env)).rejects.toThrow('DATABRICKS_ACCESS_TOKEN is not set');
  const { connection } = await resolve({ kind: 'environment' }, { ...env, DATABRICKS_ACCESS_TOKEN: 't' });
  expect(connection.host).toBe('h.example');
});

test('a token is kept while it lasts, and fetched once however many ask', async () => {
  let time = 0;
  let fetched = 0;
  const source = keepToken(
    async () => ({ token: `t${++fetched}`, expiresAt: time + 3_600_000 }),
    () => time,
  );
  const both = await Promise.all([source({ refresh: false }), source({ refresh: false })]);
  expect(both).toEqual(['t1', 't1']);
  time = 3_600_000 - 300_001;
  expect(await source({ refresh: false })).toBe('t1');
  time += 1;
  expect(await source({ refresh: false })).toBe('t2');
  expect(await source({ refresh: true })).toBe('t3');
});

test('a token that could not be had is asked for again', async () => {
  let calls = 0;
  const source = keepToken(
    () => (++calls === 1 ? Promise.reject(new Error('no')) : Promise.resolve({ token: 't' })),
    () => 0,
  );
  await expect(source({ refresh: false })).rejects.toThrow('no');
  expect(await source({ refresh: false })).toBe('t');
});
