import { compressFrameSync } from 'lz4-napi';
import { describe, expect, it } from 'vitest';
import { ChunkBuffers } from '../../../../../src/engine/source/fetch/chunk-buffers.ts';
import { ChunkDecoder } from '../../../../../src/engine/source/fetch/decode-chunk.ts';

const text = Buffer.from('The quick brown fox jumps over the lazy dog. '.repeat(5000));
const noise = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * i * 2654435761) >>> 13).map((n) => n & 0xff));
const checked = { contentChecksum: true, blockChecksums: true };

const decoder = new ChunkDecoder(new ChunkBuffers((length) => new SharedArrayBuffer(length)));

async function decode(...parts: Buffer[]): Promise<Buffer> {
  return Buffer.from(await decoder.decompress(Buffer.from(Uint8Array.from(Buffer.concat(parts)).buffer)));
}

function skippable(content: Buffer, kind = 0): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt32LE(0x184d2a50 + kind, 0);
  header.writeUInt32LE(content.length, 4);
  return Buffer.concat([header, content]);
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** A block of one sequence: the length of the literals, then these. */
function compressedAsLiterals(block: Buffer): readonly [number, Buffer] {
  const left = block.length - 15;
  const length = [0xf0, ...Array.from({ length: Math.floor(left / 255) }, () => 255), left % 255];
  const content = Buffer.concat([Buffer.from(length), block]);
  return [content.length, content];
}

describe('LZ4 frames', () => {
  it.each([{}, { contentChecksum: true }, { blockChecksums: true }, checked])(
    'decodes one frame with %o',
    async (options) => {
      expect((await decode(compressFrameSync(text, options))).equals(text)).toBe(true);
      expect((await decode(compressFrameSync(noise, options))).equals(noise)).toBe(true);
    },
  );

  it('decodes all of several frames', async () => {
    const frames = [text, noise, Buffer.from('end')].map((part) => compressFrameSync(part, checked));
    expect((await decode(...frames)).equals(Buffer.concat([text, noise, Buffer.from('end')]))).toBe(true);
  });

  it('passes over frames that carry something else, and empty ones', async () => {
    const frame = compressFrameSync(text, {});
    const empty = compressFrameSync(Buffer.alloc(0), checked);
    const found = await decode(skippable(Buffer.from('who knows')), empty, frame, skippable(Buffer.alloc(0), 15));
    expect(found.equals(text)).toBe(true);
  });

  it.each([
    ['stored', (block: Buffer) => [0x80000000 + block.length, block] as const],
    ['compressed', (block: Buffer) => compressedAsLiterals(block)],
  ])('decodes one frame of many small blocks, %s', async (_, blockOf) => {
    const block = noise.subarray(0, 20_000);
    // Version 1, independent blocks of up to 4 MiB.
    const header = Buffer.from('04224d18607073', 'hex');
    const blocks = Array.from({ length: 600 }, () => {
      const [size, content] = blockOf(block);
      return Buffer.concat([word(size), content]);
    });
    const payload = Buffer.concat([header, ...blocks, word(0)]);
    const content = Buffer.concat(Array.from({ length: 600 }, () => block));
    expect((await decode(payload)).equals(content)).toBe(true);
    expect(Buffer.from(await decoder.decompress(payload, content.length)).equals(content)).toBe(true);
  });

  it('takes nothing for nothing', async () => {
    expect((await decode()).length).toBe(0);
  });

  it('refuses every cut within a frame', async () => {
    const frame = compressFrameSync(Buffer.from('some text, some text, some text'), checked);
    for (let length = 1; length < frame.length; length += 1) {
      await expect(decode(frame.subarray(0, length)), `${length} bytes`).rejects.toThrow(/LZ4 frame at byte 0/);
    }
  });

  it('refuses a cut in a later frame, and says where it is', async () => {
    const first = compressFrameSync(text, checked);
    const second = compressFrameSync(noise, checked);
    await expect(decode(first, second.subarray(0, 1000))).rejects.toThrow(
      `at byte ${first.length} of a chunk is cut short`,
    );
  });

  it('refuses what follows the last frame', async () => {
    await expect(decode(compressFrameSync(text, {}), Buffer.from('garbage'))).rejects.toThrow(
      'does not begin as an LZ4 frame',
    );
    await expect(decode(compressFrameSync(text, {}), Buffer.alloc(2))).rejects.toThrow('is cut short');
  });

  it('finds every flipped bit where there are checksums', async () => {
    const frame = compressFrameSync(text.subarray(0, 30), checked);
    for (let bit = 0; bit < frame.length * 8; bit += 1) {
      const flipped = Buffer.from(frame);
      flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      await expect(decode(flipped), `bit ${bit}`).rejects.toThrow(
        expect.objectContaining({ code: 'integrity.payload' }) as unknown as Error,
      );
    }
  });

  it('refuses plain Arrow', async () => {
    await expect(decode(Buffer.from('ffffffff', 'hex'))).rejects.toThrow('does not begin as an LZ4 frame');
  });
});

describe('a decoder', () => {
  it('goes on after a damaged frame', async () => {
    const damaged = compressFrameSync(text, checked);
    damaged.writeUInt8(damaged.readUInt8(60) ^ 1, 60);
    await expect(decode(damaged)).rejects.toThrow('does not decode');
    expect((await decode(compressFrameSync(text, checked))).equals(text)).toBe(true);
  });

  it('finds room for more than was announced, so that the length can be compared', async () => {
    const payload = compressFrameSync(text, checked);
    const chunk = { index: 3, rows: 1, rowOffset: 0, bytes: 1000 };
    await expect(decoder.decode(payload, chunk, 'lz4')).rejects.toMatchObject({
      code: 'integrity.manifest',
      facts: { chunk: 3, bytes: text.length, announced: 1000 },
    });
  });
});
