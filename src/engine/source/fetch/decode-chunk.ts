import { ReplicatorError } from '../../../shared/errors.ts';
import type { ManifestChunk, ResultManifest } from '../source.ts';
import { decodeLz4Frames } from './lz4-frames.ts';

/**
 * The Arrow stream of one chunk out of what came over the wire, as long as the manifest announced it: an Arrow stream that
 * was cut between two messages reads as a valid shorter one, so its length is what tells.
 * @throws ReplicatorError `integrity.payload`, `integrity.manifest`
 */
export function decodeChunk(
  payload: Buffer<ArrayBuffer>,
  chunk: ManifestChunk,
  compression: ResultManifest['compression'],
): ArrayBuffer {
  const bytes = compression === 'lz4' ? decodeLz4Frames(payload) : toArrayBuffer(payload);
  if (chunk.bytes !== undefined && bytes.byteLength !== chunk.bytes) {
    throw new ReplicatorError(
      'integrity.manifest',
      `Chunk ${chunk.index} has ${bytes.byteLength} bytes, the manifest announced ${chunk.bytes}.`,
      { facts: { chunk: chunk.index, bytes: bytes.byteLength, announced: chunk.bytes } },
    );
  }
  return bytes;
}

function toArrayBuffer(payload: Buffer<ArrayBuffer>): ArrayBuffer {
  const { buffer, byteOffset, byteLength } = payload;
  const whole = byteOffset === 0 && byteLength === buffer.byteLength;
  return whole ? buffer : buffer.slice(byteOffset, byteOffset + byteLength);
}
