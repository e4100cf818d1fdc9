import { tmpdir } from 'node:os';
import { afterEach, expect, it, vi } from 'vitest';
import { Engine, type EngineParts } from '../../../src/engine/engine.ts';
import type { Plan } from '../../../src/shared/plan.ts';

afterEach(() => void vi.useRealTimers());

it('holds nothing where the file of a run turns out to be none', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const sink = {
    open: async () => undefined,
    query: async () => [],
    transaction: async () => undefined,
    cancel: async () => undefined,
    close: async () => undefined,
  };
  const fetcher = { limit: () => undefined };
  const engine = new Engine({ host: 'h', sink, fetcher, readMemory: () => 1 } as unknown as EngineParts);
  const limits = { tables: 1, downloads: 1, memoryBytes: 1e9, threads: 1, batchRows: 1, groupBytes: 1, sliceBytes: 1 };
  const plan: Plan = { createdAt: '', document: 'd', host: 'h', file: tmpdir(), limits, tables: [], refused: [] };
  const { signal } = new AbortController();
  await expect(engine.run(plan, { signal, onProgress: () => undefined })).rejects.toThrow('is a folder');
  expect(vi.getTimerCount()).toBe(0);
});
