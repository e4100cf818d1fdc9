import createModule, { type Lz4Module } from '@foxglove/wasm-lz4/dist/wasm-lz4.js';

/** A piece of the library's memory that grows with what is asked of it. */
interface Room {
  pointer: number;
  size: number;
}

/** Decompresses single LZ4 frames, in memory that is used again; checksums, where there are any, are verified. */
export class Lz4Decoder {
  readonly #module: Lz4Module;
  readonly #context: number;
  readonly #source: Room = { pointer: 0, size: 0 };
  readonly #target: Room = { pointer: 0, size: 0 };

  private constructor(module: Lz4Module) {
    this.#module = module;
    this.#context = module._createDecompressionContext();
  }

  static async load(): Promise<Lz4Decoder> {
    return new Lz4Decoder(await createModule());
  }

  /**
   * What one whole frame holds, at most `longest` bytes of it: a view that is good until the next call. Undefined where
   * it does not decode, and then the decoder is of no more use.
   */
  decode(frame: Uint8Array, longest: number): Buffer | undefined {
    if (!this.#makeRoom(this.#source, frame.length) || !this.#makeRoom(this.#target, longest)) return undefined;
    const { pointer } = this.#target;
    this.#module.HEAPU8.set(frame, this.#source.pointer);
    const length = this.#module._decompressFrame(this.#context, pointer, longest, this.#source.pointer, frame.length);
    return length < 0 ? undefined : Buffer.from(this.#module.HEAPU8.buffer, pointer, length);
  }

  #makeRoom(room: Room, size: number): boolean {
    if (room.size >= size && room.pointer !== 0) return true;
    if (room.pointer !== 0) this.#module._free(room.pointer);
    room.size = Math.max(size, 64 * 1024);
    room.pointer = this.#module._malloc(room.size);
    return room.pointer !== 0;
  }
}
