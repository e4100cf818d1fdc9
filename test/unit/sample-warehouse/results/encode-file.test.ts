import { tableFromArrays, tableFromIPC, tableToIPC } from 'apache-arrow';
import { describe, expect, test } from 'vitest';
import { decodeFrames } from '../../../../src/sample-warehouse/results/decode-frames.ts';
import { encodeFile } from '../../../../src/sample-warehouse/results/encode-file.ts';
import { splitMessages } from '../../../../src/sample-warehouse/results/split-messages.ts';

const stream = Buffer.from(tableToIPC(tableFromArrays({ n: Int32Array.from([1, 2, 3]) }), 'stream'));
const magic = Buffer.from('04224d18', 'hex');

function countFrames(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(magic); at >= 0; at = bytes.indexOf(magic, at + 1)) count++;
  return count;
}

describe('splitMessages', () => {
  test('gives schema and batches, and together with the end they are the stream', () => {
    const messages = splitMessages(stream);
    expect(messages).toHaveLength(2);
    expect(Buffer.concat([...messages, stream.subarray(-8)]).equals(stream)).toBe(true);
  });

  test('refuses what is no stream', () => {
    expect(() => splitMessages(Buffer.alloc(16))).toThrow(RangeError);
  });
});

describe('encodeFile', () => {
  const messages = splitMessages(stream);

  test('without compression is the stream itself', async () => {
    const { bytes, rawBytes } = await encodeFile(messages, { compression: 'none', framing: 'oneFrame' });
    expect(bytes.equals(stream)).toBe(true);
    expect(rawBytes).toBe(stream.length);
  });

  test.each([
    { framing: 'oneFrame', frames: 1 },
    { framing: 'uncheckedFramePerMessage', frames: 3 },
    { framing: 'framePerMessage', frames: 3 },
  ] as const)('$framing has $frames frames', async ({ framing, frames }) => {
    const { bytes, rawBytes } = await encodeFile(messages, { compression: 'lz4', framing });
    expect(countFrames(bytes)).toBe(frames);
    const raw = decodeFrames(bytes);
    expect(raw.length).toBe(rawBytes);
    expect(tableFromIPC(raw).numRows).toBe(3);
  });
});
