import { describe, expect, it } from 'vitest';
import { ChunkBuffers } from '../../../../../src/engine/source/fetch/chunk-buffers.ts';

const mebibyte = 1024 * 1024;
const make = (): ChunkBuffers => new ChunkBuffers((length) => new ArrayBuffer(length));

describe('ChunkBuffers', () => {
  it('gives room enough, and the same again for the next chunk of about that length', () => {
    const buffers = make();
    const first = buffers.take(20 * mebibyte + 1);
    expect(first.byteLength).toBeGreaterThan(20 * mebibyte);
    buffers.give(first);
    expect(buffers.take(20 * mebibyte + 100_000)).toBe(first);
  });

  it('never gives what is in use', () => {
    const buffers = make();
    expect(buffers.take(mebibyte)).not.toBe(buffers.take(mebibyte));
  });

  it('makes new room where what is free is too small, and leaves what is far too large', () => {
    const buffers = make();
    const small = buffers.take(mebibyte);
    const large = buffers.take(20 * mebibyte);
    buffers.give(small);
    buffers.give(large);
    const taken = buffers.take(4 * mebibyte);
    expect([small, large]).not.toContain(taken);
    expect(taken.byteLength).toBeGreaterThanOrEqual(4 * mebibyte);
    expect(buffers.take(20 * mebibyte)).toBe(large);
  });

  it('keeps only so many, the newest, and none after it was cleared', () => {
    const buffers = make();
    const all = Array.from({ length: 12 }, () => buffers.take(mebibyte));
    for (const one of all) buffers.give(one);
    const kept = Array.from({ length: 8 }, () => buffers.take(mebibyte));
    expect(new Set(kept)).toEqual(new Set(all.slice(4)));
    expect(all).not.toContain(buffers.take(mebibyte));
    buffers.give(all[0] ?? new ArrayBuffer(0));
    buffers.clear();
    expect(all).not.toContain(buffers.take(mebibyte));
  });
});
