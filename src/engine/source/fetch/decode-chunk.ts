import { ReplicatorError } from '../../../shared/errors.ts';
import type { ManifestChunk, ResultManifest } from '../source.ts';
import { ChunkBuffers } from './chunk-buffers.ts';
import { Lz4Decoder } from './lz4-decoder.ts';
import { brokenFrame, findLz4Frames } from './lz4-frames.ts';

/** Where the manifest does not say how long a chunk is, so many times its payload is tried first. */
const usualRatio = 4;

/** Makes Arrow streams out of what came over the wire. */
export class ChunkDecoder {
  readonly #buffers: ChunkBuffers;
  readonly #payloads = new ChunkBuffers((length) => new ArrayBuffer(length));
  #lz4: Lz4Decoder | undefined;
  #loading: Promise<void> | undefined;

  constructor(buffers: ChunkBuffers) {
    this.#buffers = buffers;
  }

  /** Memory for a payload; one that is not compressed is a chunk already. */
  allocate(length: number, compression: ResultManifest['compression']): ArrayBufferLike {
    return (compression === 'lz4' ? this.#payloads : this.#buffers).take(length);
  }

  /** The payload is not read any more. */
  release(payload: Buffer, compression: ResultManifest['compression']): void {
    if (compression === 'lz4') this.#payloads.give(payload.buffer);
  }

  /** So that the first chunk need not wait for it. */
  prepare(): Promise<void> {
    this.#loading ??= Lz4Decoder.load()
      .then((lz4) => {
        this.#lz4 = lz4;
      })
      .finally(() => {
        this.#loading = undefined;
      });
    return this.#loading;
  }

  clear(): void {
    this.#payloads.clear();
    this.#buffers.clear();
  }

  /**
   * The Arrow stream of one chunk, as long as the manifest announced it: an Arrow stream that was cut between two messages
   * reads as a valid shorter one, so its length is what tells. It begins where its buffer begins.
   * @throws ReplicatorError `integrity.payload`, `integrity.manifest`
   */
  async decode(payload: Buffer, chunk: ManifestChunk, compression: ResultManifest['compression']): Promise<Uint8Array> {
    const bytes = compression === 'lz4' ? await this.decompress(payload, chunk.bytes) : payload;
    if (chunk.bytes !== undefined && bytes.byteLength !== chunk.bytes) {
      throw new ReplicatorError(
        'integrity.manifest',
        `Chunk ${chunk.index} has ${bytes.byteLength} bytes, the manifest announced ${chunk.bytes}.`,
        { facts: { chunk: chunk.index, bytes: bytes.byteLength, announced: chunk.bytes } },
      );
    }
    return bytes;
  }

  /**
   * All LZ4 frames of a payload, one after the other, decompressed into one buffer.
   * @throws ReplicatorError `integrity.payload`
   */
  async decompress(payload: Buffer, announced?: number): Promise<Uint8Array> {
    while (this.#lz4 === undefined) await this.prepare();
    const lz4 = this.#lz4;
    const likely = announced ?? payload.length * usualRatio;
    let whole = new Uint8Array(this.#buffers.take(likely));
    let length = 0;
    try {
      for (const { start, end, longest } of findLz4Frames(payload)) {
        const part = lz4.decode(payload.subarray(start, end), longest, Math.max(0, likely - length));
        if (part === undefined) {
          this.#lz4 = undefined;
          throw brokenFrame('does not decode', start);
        }
        if (length + part.length > whole.length) whole = this.#grow(whole, length, length + part.length);
        // Several times as fast as `set`, where the target is shared and not aligned.
        part.copy(whole, length);
        length += part.length;
      }
    } catch (error) {
      this.#buffers.give(whole.buffer);
      throw error;
    }
    return whole.subarray(0, length);
  }

  #grow(full: Uint8Array, used: number, needed: number): Uint8Array {
    const wider = new Uint8Array(this.#buffers.take(Math.max(needed, full.length * 2)));
    wider.set(full.subarray(0, used));
    this.#buffers.give(full.buffer);
    return wider;
  }
}
