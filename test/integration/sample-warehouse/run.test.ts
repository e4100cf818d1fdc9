import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { send } from './call.ts';

const entry = new URL('../../../src/sample-warehouse/run-sample-warehouse.ts', import.meta.url).href;

let folder: string;
let child: ChildProcess | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'run-sample-'));
});
afterEach(async () => {
  child?.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

function run(args: object): ChildProcess {
  const code = `const { runSampleWarehouse } = await import(${JSON.stringify(entry)}); await runSampleWarehouse(${JSON.stringify(args)});`;
  child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
    env: { ...process.env, TMPDIR: folder, TEMP: folder, TMP: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return child;
}

test('says where it is, serves, ends with 0 on SIGTERM and leaves nothing behind', async () => {
  const faultsFile = join(folder, 'faults.json');
  await writeFile(faultsFile, JSON.stringify([{ operation: 'me', effect: { kind: 'status', status: 503 } }]));
  const running = run({ scale: 0.001, faultsFile });
  const lines = createInterface({ input: running.stdout ?? process.stdin });
  const [line] = await once(lines, 'line');
  const ready = JSON.parse(String(line)) as Record<'event' | 'host' | 'port' | 'httpPath' | 'token' | 'caFile', string>;
  expect(Object.keys(ready)).toEqual([
    'event',
    'host',
    'port',
    'httpPath',
    'token',
    'clientId',
    'clientSecret',
    'caFile',
  ]);
  expect(ready.event).toBe('ready');

  const ca = readFileSync(ready.caFile, 'utf8');
  const headers = { authorization: `Bearer ${ready.token}` };
  const origin = `https://${ready.host}:${ready.port}`;
  const me = `${origin}/api/2.0/preview/scim/v2/Me`;
  expect((await send(ca, 'GET', me, { headers })).status).toBe(503);
  expect((await send(ca, 'GET', me, { headers })).status).toBe(200);
  const body = {
    statement: 'SELECT count(*) AS n FROM samples.tpch.region',
    warehouse_id: ready.httpPath.split('/').at(-1),
    wait_timeout: '50s',
  };
  const answer = await send(ca, 'POST', `${origin}/api/2.0/sql/statements`, { headers, body });
  expect(JSON.parse(answer.bytes.toString('utf8')).result.data_array).toEqual([['5']]);

  running.kill('SIGTERM');
  expect(await once(running, 'exit')).toEqual([0, null]);
  expect(existsSync(ready.caFile)).toBe(false);
  expect(await readdir(folder)).toEqual(['faults.json']);
});

test('a faults file that is not one ends it before it starts', async () => {
  const faultsFile = join(folder, 'faults.json');
  await writeFile(faultsFile, '[{"operation":"submit","effect":{"kind":"boom"}}]');
  const running = run({ faultsFile });
  const output: string[] = [];
  running.stderr?.on('data', (part: Buffer) => output.push(part.toString('utf8')));
  const [code] = await once(running, 'close');
  expect(code).not.toBe(0);
  expect(output.join('')).toContain('rules[0].effect.kind must be one of');
  expect(await readdir(folder)).toEqual(['faults.json']);
});
