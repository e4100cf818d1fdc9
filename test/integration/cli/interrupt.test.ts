import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { exitStatus } from '../../../src/cli/exit-status.ts';
import { startSampleProcess } from '../../../src/connections/sample-process.ts';
import type { Operation } from '../../../src/sample-warehouse/faults/fault-rule.ts';
import { type SampleWarehouse, startSampleWarehouse } from '../../../src/sample-warehouse/sample-warehouse.ts';

const cliFile = path.resolve(import.meta.dirname, '../../../src/cli/main.ts');
/** Milliseconds; what people are promised is two seconds, on a machine that has little else to do. */
const promptly = 4000;
const stall = { kind: 'latency', ms: 120_000 } as const;

describe('a command that is interrupted while the other side is silent', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'interrupt-'));
  const children = new Set<ChildProcess>();
  let warehouse: SampleWarehouse;

  beforeAll(async () => {
    warehouse = await startSampleWarehouse({ scale: 0.01, fileBytes: 40_000 });
    const { host, port, httpPath, caFile } = warehouse;
    const connection = `connection: {host: "${host}:${port}", httpPath: ${httpPath}, caFile: ${caFile}}`;
    const document = `${connection}\ntarget: target.duckdb\ntables: [samples.tpch.orders, samples.tpch.nat*]\n`;
    writeFileSync(path.join(folder, 'whole.replication.yaml'), document);
    writeFileSync(path.join(folder, 'sliced.replication.yaml'), `${document}limits: {slice: 1KB}\n`);
    writeFileSync(path.join(folder, 'silent.ts'), 'setInterval(() => undefined, 1000);');
  });
  afterEach(() => warehouse.faults.clear());
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await warehouse.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function start(...args: readonly string[]): { child: ChildProcess; ended: Promise<unknown[]> } {
    const child = spawn(process.execPath, [cliFile, ...args], {
      cwd: folder,
      env: { PATH: process.env.PATH, HOME: folder, DATABRICKS_TOKEN: warehouse.token },
      stdio: 'ignore',
    });
    children.add(child);
    const ended = once(child, 'close').finally(() => children.delete(child));
    return { child, ended };
  }

  async function interrupt({ child, ended }: ReturnType<typeof start>): Promise<void> {
    const from = performance.now();
    child.kill('SIGTERM');
    expect(await ended).toEqual([exitStatus.cancelled, null]);
    expect(performance.now() - from).toBeLessThan(promptly);
  }

  const silences: readonly { readonly operation: Operation; readonly text: string; readonly command: string }[] = [
    { command: 'plan', operation: 'catalog-tables', text: '' },
    { command: 'plan', operation: 'catalog-table', text: '' },
    { command: 'plan', operation: 'thrift-open-session', text: '' },
    { command: 'plan', operation: 'thrift-execute', text: '' },
    { command: 'plan', operation: 'statement', text: 'EXPLAIN' },
    { command: 'plan', operation: 'statement', text: 'count(*)' },
    { command: 'plan', operation: 'statement', text: 'approx_percentile' },
    { command: 'run', operation: 'submit', text: '' },
    { command: 'run', operation: 'chunk-link', text: '' },
    { command: 'run', operation: 'download', text: '' },
    { command: 'run', operation: 'statement', text: 'o_orderkey' },
  ];

  it.each(silences)(
    '$command ends at once during $operation of $text',
    { timeout: 30_000 },
    async ({ command, operation, text }) => {
      const rule = { operation, times: 'always', effect: stall, ...(text === undefined ? {} : { text }) } as const;
      const fault = warehouse.faults.add(rule);
      const running = start(command, command === 'plan' ? 'sliced.replication.yaml' : 'whole.replication.yaml');
      await vi.waitFor(() => expect(fault.met()).toBeGreaterThan(0), { timeout: 15_000 });
      await interrupt(running);
    },
  );

  it('stops a sample warehouse that does not come up', async () => {
    const stop = new AbortController();
    const from = performance.now();
    const started = startSampleProcess(
      { node: process.execPath, entry: path.join(folder, 'silent.ts'), env: {}, ownGroup: false },
      stop.signal,
    );
    stop.abort();
    await expect(started).rejects.toMatchObject({ code: 'run.cancelled' });
    expect(performance.now() - from).toBeLessThan(promptly);
  });
});
