import { randomBytes } from 'node:crypto';
import { decompressFrameSync } from 'lz4-napi';
import { describe, expect, test } from 'vitest';
import { decodeFrames } from '../../../../src/sample-warehouse/results/decode-frames.ts';
import { lz4Frame } from '../../../../src/sample-warehouse/results/lz4-frame.ts';

const megabyte = 1024 * 1024;

describe('lz4Frame', () => {
  test.each([
    { checksums: false, flags: 0x60 },
    { checksums: true, flags: 0x74 },
  ])('is read by an independent decoder, flags $flags', async ({ checksums, flags }) => {
    const content = Buffer.concat([Buffer.alloc(5 * megabyte, 'compressible '), randomBytes(1000)]);
    const frame = await lz4Frame(content, { checksums });
    expect(frame.subarray(0, 4).toString('hex')).toBe('04224d18');
    expect([frame[4], frame[5]]).toEqual([flags, 0x70]);
    expect(decompressFrameSync(frame).equals(content)).toBe(true);
    expect(decodeFrames(frame).equals(content)).toBe(true);
  });

  test('has blocks of 4 MiB', async () => {
    const frame = await lz4Frame(Buffer.alloc(9 * megabyte), { checksums: false });
    const sizes: number[] = [];
    for (let at = 7; frame.readUInt32LE(at) !== 0; at += 4 + frame.readUInt32LE(at)) sizes.push(frame.readUInt32LE(at));
    expect(sizes).toHaveLength(3);
  });

  test('stores what does not shrink as it is', async () => {
    const content = randomBytes(100);
    const frame = await lz4Frame(content, { checksums: false });
    expect(frame.readUInt32LE(7)).toBe(0x8000_0000 + 100);
    expect(decompressFrameSync(frame).equals(content)).toBe(true);
  });

  test('has checksums that a changed byte does not fit', async () => {
    const frame = await lz4Frame(Buffer.alloc(1000, 'abcdefgh'), { checksums: true });
    const at = frame.length - 9;
    frame[at] = (frame[at] ?? 0) ^ 0xff;
    expect(() => decompressFrameSync(frame)).toThrow();
  });
});
