import { uncompressSync } from 'lz4-napi';

const frameHeaderLength = 7;
const blockChecksums = 0x10;
const contentChecksum = 0x04;
const uncompressedBlock = 0x8000_0000;
const blockSize = 4 * 1024 * 1024;

/** The content of LZ4 frames that this server has written, one behind the other; checksums are not looked at. */
export function decodeFrames(bytes: Buffer): Buffer {
  const parts: Buffer[] = [];
  let at = 0;
  while (at < bytes.length) {
    const flags = bytes.readUInt8(at + 4);
    at += frameHeaderLength;
    for (let size = bytes.readUInt32LE(at); size !== 0; size = bytes.readUInt32LE(at)) {
      const length = size & ~uncompressedBlock;
      const block = bytes.subarray(at + 4, at + 4 + length);
      parts.push(size >= uncompressedBlock ? block : decompress(block));
      at += 4 + length + (flags & blockChecksums ? 4 : 0);
    }
    at += 4 + (flags & contentChecksum ? 4 : 0);
  }
  return Buffer.concat(parts);
}

function decompress(block: Buffer): Buffer {
  const prefix = Buffer.allocUnsafe(4);
  prefix.writeUInt32LE(blockSize);
  return uncompressSync(Buffer.concat([prefix, block]));
}
