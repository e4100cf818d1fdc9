import { ReplicatorError } from '../../../shared/errors.ts';

const frameMagic = 0x184d2204;
const skippableMagic = 0x184d2a50;

/** LZ4 makes at most so many bytes of one. */
const mostExpansion = 255;

/** Where a frame lies in its payload. */
export interface Lz4Frame {
  readonly start: number;
  readonly end: number;
  /** The most bytes that its blocks can hold. */
  readonly longest: number;
}

/**
 * The LZ4 frames of a payload that hold something, by their headers; nothing is decoded. Libraries decode only the first
 * frame that they are given, without an error, so the frames are told apart here.
 * @throws ReplicatorError `integrity.payload`
 */
export function* findLz4Frames(payload: Buffer): Generator<Lz4Frame> {
  for (let start = 0; start < payload.length; ) {
    const frame = measureFrame(payload, start);
    if (frame.longest !== undefined) yield { start, end: frame.end, longest: frame.longest };
    start = frame.end;
  }
}

export function brokenFrame(what: string, offset: number): ReplicatorError {
  return new ReplicatorError('integrity.payload', `The LZ4 frame at byte ${offset} of a chunk ${what}.`, {
    facts: { offset },
  });
}

function measureFrame(payload: Buffer, start: number): { readonly end: number; readonly longest?: number } {
  const read = (offset: number): number => {
    if (offset + 4 > payload.length) throw brokenFrame('is cut short', start);
    return payload.readUInt32LE(offset);
  };
  const within = (end: number): number => {
    if (end > payload.length) throw brokenFrame('is cut short', start);
    return end;
  };
  const magic = read(start);
  if ((magic & 0xfffffff0) >>> 0 === skippableMagic) return { end: within(start + 8 + read(start + 4)) };
  if (magic !== frameMagic) throw brokenFrame('does not begin as an LZ4 frame', start);
  const descriptor = read(start + 4);
  const flags = descriptor & 0xff;
  if (flags >> 6 !== 1) throw brokenFrame('is of an unknown version', start);
  const contentSize = flags & 0x08 ? 8 : 0;
  const dictionaryId = flags & 0x01 ? 4 : 0;
  const blockChecksum = flags & 0x10 ? 4 : 0;
  const contentChecksum = flags & 0x04 ? 4 : 0;
  // Flags, block descriptor and header checksum are a byte each.
  let offset = start + 4 + 2 + contentSize + dictionaryId + 1;
  // 4 to 7 for 64 KiB, 256 KiB, 1 MiB and 4 MiB; whether there are others is for the decoder to say.
  const blockBytes = 4 ** ((descriptor >> 12) & 0x07) * 256;
  let longest: number | undefined;
  for (let header = read(offset); header !== 0; header = read(offset)) {
    // The highest bit says that the block is stored as it is.
    const size = header & 0x7fffffff;
    offset = within(offset + 4 + size + blockChecksum);
    longest = (longest ?? 0) + Math.min(blockBytes, header >>> 31 === 1 ? size : size * mostExpansion);
  }
  return { end: within(offset + 4 + contentChecksum), ...(longest === undefined ? {} : { longest }) };
}
