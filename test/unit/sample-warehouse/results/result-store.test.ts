import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RecordBatch, tableFromArrays } from 'apache-arrow';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LinkSigner } from '../../../../src/sample-warehouse/results/link-signer.ts';
import { ResultStore } from '../../../../src/sample-warehouse/results/result-store.ts';
import type { SqlResult } from '../../../../src/sample-warehouse/sql/sql-engine.ts';

const table = tableFromArrays({ n: Int32Array.from({ length: 1000 }, (_, i) => i) });
const options = { compression: 'none', framing: 'oneFrame' } as const;

let folder: string;
let store: ResultStore;
let closed: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'result-store-'));
  closed = 0;
  const signer = new LinkSigner({ origin: () => 'https://127.0.0.1', lifetimeMs: 1000 });
  store = new ResultStore({ folder, fileBytes: 10_000, signer });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function* batches(count: number): AsyncGenerator<RecordBatch> {
  try {
    for (let i = 0; i < count; i++) yield* table.batches;
  } finally {
    closed++;
  }
}

function resultOf(count: number, cacheKey?: string): SqlResult {
  return {
    columns: [],
    schema: table.schema,
    batches: batches(count),
    ...(cacheKey === undefined ? {} : { cacheKey }),
  };
}

test('cuts files at their size, and each knows its place', async () => {
  const stored = await store.store(resultOf(7), options);
  expect(stored.files.map(({ index, rowOffset, rows }) => [index, rowOffset, rows])).toEqual([
    [0, 0, 3000],
    [1, 3000, 3000],
    [2, 6000, 1000],
  ]);
  expect(stored.totalRows).toBe(7000);
  expect(stored.totalRawBytes).toBe(stored.files.reduce((sum, file) => sum + file.rawBytes, 0));
});

test('a result without rows has no files', async () => {
  expect(await store.store(resultOf(0), options)).toMatchObject({ files: [], totalRows: 0, truncated: false });
});

test('what is released is gone, what is kept for others is not', async () => {
  await store.release(await store.store(resultOf(1), options));
  expect(await readdir(folder)).toEqual([]);
  const kept = await store.store(resultOf(1, 'pinned'), options);
  await store.release(kept);
  expect(await store.store(resultOf(1, 'pinned'), options)).toBe(kept);
  expect(closed).toBe(3);
});

test('who gives up leaves no files, lets the engine tidy up, and others get their result', async () => {
  const gone = AbortSignal.abort();
  const given = store.store(resultOf(5, 'pinned'), options, gone);
  const other = store.store(resultOf(5, 'pinned'), options);
  await expect(given).rejects.toThrow();
  const stored = await other;
  expect(stored.totalRows).toBe(5000);
  expect(await readdir(folder)).toEqual([stored.id]);
  expect(closed).toBe(2);
});
