import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Frame } from '../../../../src/engine/sink/duckdb/frame.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'frame-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A chunk in memory that both threads see, whose bytes all are `index + 1`. */
const chunkOf = (index: number, size: number) => ({
  kind: 'chunk' as const,
  streamId: 's',
  index,
  rows: 10 * index,
  digest: `d${index}`,
  wireBytes: 1,
  bytes: new Uint8Array(new SharedArrayBuffer(size + 100), 0, size).fill(index + 1),
});

async function frameOf(...sizes: number[]): Promise<Frame> {
  const frame = new Frame({ memoryBytes: 1000, folder });
  for (const [index, size] of sizes.entries()) {
    const chunk = chunkOf(index, size);
    await frame.add(chunk);
    chunk.bytes.fill(0xff);
  }
  return frame;
}

it('keeps what fits in memory and the rest on the disk, and gives all of it, as often as need be', async () => {
  const sizes = [600, 700, 400, 5000, 1];
  const frame = await frameOf(...sizes);
  expect(await readdir(folder)).toEqual(['frame-1.arrow', 'frame-3.arrow', 'frame-4.arrow']);
  expect([frame.rows, frame.bytes, frame.spilledBytes]).toEqual([100, 6701, 5701]);
  for (const _ of [1, 2]) {
    const feed = frame.feed();
    for (const [index, size] of sizes.entries()) {
      expect(feed.isFinished('s')).toBe(false);
      const taken = feed.take('s');
      if (taken === undefined) throw new Error('There is a chunk.');
      expect([taken.index, taken.bytes.byteOffset, taken.bytes.byteLength]).toEqual([index, 0, size]);
      expect(taken.bytes.every((byte) => byte === index + 1)).toBe(true);
      feed.giveBack('s', taken.bytes);
    }
    expect(feed.isFinished('s')).toBe(true);
  }
  await frame.drop();
  expect(existsSync(path.join(folder, 'frame-1.arrow'))).toBe(false);
});

it('reads chunks from the disk into the same memory, of which two at most are in use', async () => {
  const feed = (await frameOf(2000, 3000, 1500)).feed();
  const [first, second] = [feed.take('s'), feed.take('s')];
  if (first === undefined || second === undefined) throw new Error('There are two chunks.');
  expect(feed.take('s')).toBeUndefined();
  expect(second.bytes.buffer).not.toBe(first.bytes.buffer);
  feed.giveBack('s', first.bytes);
  const third = feed.take('s');
  expect(third?.bytes.buffer).toBe(first.bytes.buffer);
  expect(third?.bytes.every((byte) => byte === 3)).toBe(true);
});

it('says which chunks it has, for their checkpoints', async () => {
  expect((await frameOf(600, 700)).checkpoints).toEqual([
    { index: 0, rows: 0, bytes: 600, digest: 'd0' },
    { index: 1, rows: 10, bytes: 700, digest: 'd1' },
  ]);
});
