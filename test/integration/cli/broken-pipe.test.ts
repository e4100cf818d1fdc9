import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, expect, test } from 'vitest';
import { exitStatus } from '../../../src/cli/exit-status.ts';
import { startSampleWarehouse } from '../../../src/sample-warehouse/sample-warehouse.ts';

const cliFile = path.resolve(import.meta.dirname, '../../../src/cli/main.ts');
const folder = mkdtempSync(path.join(tmpdir(), 'broken-pipe-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function start(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [cliFile, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { child, complaints: text(child.stderr), ended: once(child, 'exit') };
}

test('help that nobody reads is no failure', { timeout: 30_000 }, async () => {
  const { child, complaints, ended } = start(['--help']);
  child.stdout.destroy();
  expect(await ended).toEqual([exitStatus.done, null]);
  expect(await complaints).toBe('');
});

test('a run that nobody reads any more stops in order and says nothing', { timeout: 60_000 }, async () => {
  const warehouse = await startSampleWarehouse({ scale: 0.01, fileBytes: 40_000 });
  try {
    warehouse.faults.add({ operation: 'download', times: 'always', effect: { kind: 'latency', ms: 120_000 } });
    const { host, port, httpPath, caFile, token } = warehouse;
    const connection = `connection: {host: "${host}:${port}", httpPath: ${httpPath}, caFile: ${caFile}}`;
    const document = `${connection}\ntarget: target.duckdb\ntables: [samples.tpch.orders]\n`;
    writeFileSync(path.join(folder, 'a.replication.yaml'), document);
    const { child, complaints, ended } = start(['run', 'a.replication.yaml', '--json'], { DATABRICKS_TOKEN: token });
    await once(child.stdout, 'data');
    child.stdout.destroy();
    expect(await ended).toEqual([exitStatus.cancelled, null]);
    expect(await complaints).toBe('');
  } finally {
    await warehouse.close();
  }
});
