import { decompressFrameSync } from 'lz4-napi';
import { ReplicatorError } from '../../../shared/errors.ts';

const frameMagic = 0x184d2204;
const skippableMagic = 0x184d2a50;

/**
 * All LZ4 frames of a payload, one after the other, decompressed into one buffer. The library decodes only the first
 * frame that it is given, without an error, so the frames are told apart here; checksums, where there are any, are
 * verified by the library.
 * @throws ReplicatorError `integrity.payload`
 */
export function decodeLz4Frames(payload: Buffer): ArrayBuffer {
  const parts: Buffer[] = [];
  let length = 0;
  for (let start = 0; start < payload.length; ) {
    const frame = measureFrame(payload, start);
    if (frame.kind === 'data') {
      const part = decodeFrame(payload.subarray(start, frame.end), start);
      parts.push(part);
      length += part.length;
    }
    start = frame.end;
  }
  // Memory of the library's own cannot be transferred to another thread, so this copy is needed.
  const whole = new ArrayBuffer(length);
  const view = new Uint8Array(whole);
  let offset = 0;
  for (const part of parts) {
    view.set(part, offset);
    offset += part.length;
  }
  return whole;
}

function decodeFrame(frame: Buffer, start: number): Buffer {
  try {
    return decompressFrameSync(frame);
  } catch (cause) {
    throw broken('does not decode', start, cause);
  }
}

/** Where the frame that starts here ends, by its headers; nothing is decoded. */
function measureFrame(payload: Buffer, start: number): { readonly kind: 'data' | 'skippable'; end: number } {
  const read = (offset: number): number => {
    if (offset + 4 > payload.length) throw broken('is cut short', start);
    return payload.readUInt32LE(offset);
  };
  const within = (end: number): number => {
    if (end > payload.length) throw broken('is cut short', start);
    return end;
  };
  const magic = read(start);
  if ((magic & 0xfffffff0) >>> 0 === skippableMagic) {
    return { kind: 'skippable', end: within(start + 8 + read(start + 4)) };
  }
  if (magic !== frameMagic) throw broken('does not begin as an LZ4 frame', start);
  const flags = read(start + 4) & 0xff;
  if (flags >> 6 !== 1) throw broken('is of an unknown version', start);
  const contentSize = flags & 0x08 ? 8 : 0;
  const dictionaryId = flags & 0x01 ? 4 : 0;
  const blockChecksum = flags & 0x10 ? 4 : 0;
  const contentChecksum = flags & 0x04 ? 4 : 0;
  // Flags, block descriptor and header checksum are a byte each.
  let offset = start + 4 + 2 + contentSize + dictionaryId + 1;
  for (let size = read(offset); size !== 0; size = read(offset)) {
    // The highest bit only says that the block is stored as it is.
    offset = within(offset + 4 + (size & 0x7fffffff) + blockChecksum);
  }
  return { kind: 'data', end: within(offset + 4 + contentChecksum) };
}

function broken(what: string, offset: number, cause?: unknown): ReplicatorError {
  return new ReplicatorError('integrity.payload', `The LZ4 frame at byte ${offset} of a chunk ${what}.`, {
    facts: { offset },
    cause,
  });
}
