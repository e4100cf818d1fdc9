import { compress } from 'lz4-napi';
import xxhash, { type XXHashAPI } from 'xxhash-wasm';

const magic = Buffer.from([0x04, 0x22, 0x4d, 0x18]);
const blockSize = 4 * 1024 * 1024;
const blockSizeCode = 0x70;
const independentBlocks = 0x60;
const withChecksums = 0x14;
const uncompressedBlock = 0x8000_0000;
const sizePrefixLength = 4;

const loading = xxhash();

function uint32(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}

function header(hashes: XXHashAPI, checksums: boolean): Buffer {
  const descriptor = Buffer.from([independentBlocks | (checksums ? withChecksums : 0), blockSizeCode]);
  return Buffer.concat([magic, descriptor, Buffer.from([(hashes.h32Raw(descriptor) >>> 8) & 0xff])]);
}

async function block(hashes: XXHashAPI, raw: Uint8Array, checksums: boolean): Promise<readonly Buffer[]> {
  const compressed = (await compress(raw)).subarray(sizePrefixLength);
  const stored = compressed.length < raw.length ? compressed : Buffer.from(raw);
  const size = compressed.length < raw.length ? stored.length : stored.length | uncompressedBlock;
  return [uint32(size), stored, ...(checksums ? [uint32(hashes.h32Raw(stored))] : [])];
}

/** One LZ4 frame of independent 4 MiB blocks, without content size; `checksums` are of each block and of the content. */
export async function lz4Frame(content: Uint8Array, options: { readonly checksums: boolean }): Promise<Buffer> {
  const hashes = await loading;
  const parts: Buffer[] = [header(hashes, options.checksums)];
  for (let at = 0; at < content.length; at += blockSize) {
    parts.push(...(await block(hashes, content.subarray(at, at + blockSize), options.checksums)));
  }
  parts.push(uint32(0));
  if (options.checksums) parts.push(uint32(hashes.h32Raw(content)));
  return Buffer.concat(parts);
}
