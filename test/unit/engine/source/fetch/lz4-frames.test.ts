import { compressFrameSync } from 'lz4-napi';
import { describe, expect, it } from 'vitest';
import { decodeLz4Frames } from '../../../../../src/engine/source/fetch/lz4-frames.ts';

const text = Buffer.from('The quick brown fox jumps over the lazy dog. '.repeat(5000));
const noise = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * i * 2654435761) >>> 13).map((n) => n & 0xff));
const checked = { contentChecksum: true, blockChecksums: true };

function decode(...parts: Buffer[]): Buffer {
  return Buffer.from(decodeLz4Frames(Buffer.concat(parts)));
}

function skippable(content: Buffer, kind = 0): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt32LE(0x184d2a50 + kind, 0);
  header.writeUInt32LE(content.length, 4);
  return Buffer.concat([header, content]);
}

describe('decodeLz4Frames', () => {
  it.each([{}, { contentChecksum: true }, { blockChecksums: true }, checked])(
    'decodes one frame with %o',
    (options) => {
      expect(decode(compressFrameSync(text, options)).equals(text)).toBe(true);
      expect(decode(compressFrameSync(noise, options)).equals(noise)).toBe(true);
    },
  );

  it('decodes all of several frames', () => {
    const frames = [text, noise, Buffer.from('end')].map((part) => compressFrameSync(part, checked));
    expect(decode(...frames).equals(Buffer.concat([text, noise, Buffer.from('end')]))).toBe(true);
  });

  it('passes over frames that carry something else, and empty ones', () => {
    const frame = compressFrameSync(text, {});
    const empty = compressFrameSync(Buffer.alloc(0), checked);
    const found = decode(skippable(Buffer.from('who knows')), empty, frame, skippable(Buffer.alloc(0), 15));
    expect(found.equals(text)).toBe(true);
  });

  it('takes nothing for nothing', () => {
    expect(decode().length).toBe(0);
  });

  it('refuses every cut within a frame', () => {
    const frame = compressFrameSync(Buffer.from('some text, some text, some text'), checked);
    for (let length = 1; length < frame.length; length += 1) {
      expect(() => decode(frame.subarray(0, length)), `${length} bytes`).toThrow(/LZ4 frame at byte 0/);
    }
  });

  it('refuses a cut in a later frame, and says where it is', () => {
    const first = compressFrameSync(text, checked);
    const second = compressFrameSync(noise, checked);
    expect(() => decode(first, second.subarray(0, 1000))).toThrow(`at byte ${first.length} of a chunk is cut short`);
  });

  it('refuses what follows the last frame', () => {
    expect(() => decode(compressFrameSync(text, {}), Buffer.from('garbage'))).toThrow('does not begin as an LZ4 frame');
    expect(() => decode(compressFrameSync(text, {}), Buffer.alloc(2))).toThrow('is cut short');
  });

  it('finds every flipped bit where there are checksums', () => {
    const frame = compressFrameSync(Buffer.concat([text.subarray(0, 500), noise.subarray(0, 500)]), checked);
    for (let bit = 0; bit < frame.length * 8; bit += 1) {
      const flipped = Buffer.from(frame);
      flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(() => decode(flipped), `bit ${bit}`).toThrow(
        expect.objectContaining({ code: 'integrity.payload' }) as unknown as Error,
      );
    }
  });

  it('refuses plain Arrow', () => {
    expect(() => decode(Buffer.from('ffffffff', 'hex'))).toThrow('does not begin as an LZ4 frame');
  });
});
