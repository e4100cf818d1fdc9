import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { EngineProcess } from '../../../../src/extension/engine-process/engine-process.ts';
import type { LogEntry } from '../../../../src/shared/protocol/engine-protocol.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'engine-process-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function start(script: string): Promise<{ readonly engine: EngineProcess; readonly told: LogEntry[] }> {
  const entry = path.join(folder, 'worker.cjs');
  await writeFile(entry, script);
  const told: LogEntry[] = [];
  const events = { getToken: async () => '', onProgress: () => undefined, onLog: () => undefined };
  return { engine: new EngineProcess(entry, events, (entry) => told.push(entry)), told };
}

it('rejects every call of an engine that dies while it is called', async () => {
  const { engine } = await start('setInterval(() => undefined, 1000)');
  const text = 'x'.repeat(1_000_000);
  const calls = [engine.service.createFile(text)];
  process.kill(engine.pid ?? 0, 'SIGKILL');
  for (let i = 0; i < 20; i++) calls.push(engine.service.createFile(text));
  for (const call of await Promise.allSettled(calls)) {
    expect(call).toMatchObject({ status: 'rejected', reason: { code: 'internal.workerEnded' } });
  }
});

it('warns with what an engine says when it crashes', async () => {
  const { engine, told } = await start('throw new Error("the end of it")');
  await expect(engine.service.createFile('x')).rejects.toMatchObject({ code: 'internal.workerEnded' });
  const warning = { level: 'warn', message: expect.stringContaining('the end of it') };
  await vi.waitFor(() => expect(told).toContainEqual(warning));
});
