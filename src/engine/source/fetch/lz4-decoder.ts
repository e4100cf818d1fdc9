import createModule, { type Lz4Module } from '@foxglove/wasm-lz4/dist/wasm-lz4.js';

const leastRoom = 64 * 1024;
/** The library's memory has addresses of 32 bits; no service makes such frames. */
const mostRoom = 2 ** 30;

/** A piece of the library's memory that grows with what is asked of it. */
interface Room {
  pointer: number;
  size: number;
}

/** Decompresses single LZ4 frames, in memory that is used again; checksums, where there are any, are verified. */
export class Lz4Decoder {
  readonly #module: Lz4Module;
  /** Of no more use after a frame that did not decode. */
  #context: number;
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
   * What one whole frame holds: a view that is good until the next call. Undefined where it does not decode, and then the
   * decoder is of no more use.
   * @param longest the most that its blocks can hold, which many small ones never do
   * @param likely so much room is tried first
   */
  decode(frame: Uint8Array, longest: number, likely: number): Buffer | undefined {
    if (!this.#makeRoom(this.#source, frame.length)) return undefined;
    this.#module.HEAPU8.set(frame, this.#source.pointer);
    const most = Math.min(longest, mostRoom);
    for (let room = Math.min(most, likely); ; room = Math.min(most, Math.max(leastRoom, room * 4))) {
      const part = this.#decodeInto(frame.length, room);
      if (part !== undefined || room === most) return part;
      this.#context = this.#module._createDecompressionContext();
    }
  }

  #decodeInto(frameLength: number, room: number): Buffer | undefined {
    if (!this.#makeRoom(this.#target, room)) return undefined;
    const { pointer } = this.#target;
    const length = this.#module._decompressFrame(this.#context, pointer, room, this.#source.pointer, frameLength);
    return length < 0 ? undefined : Buffer.from(this.#module.HEAPU8.buffer, pointer, length);
  }

  #makeRoom(room: Room, size: number): boolean {
    if (room.size >= size && room.pointer !== 0) return true;
    if (room.pointer !== 0) this.#module._free(room.pointer);
    // With some to spare: chunks differ a little in length, and the memory of one that is too small is lost to the next.
    room.size = Math.max(size, Math.min(Math.ceil(size * 1.125), mostRoom), leastRoom);
    room.pointer = this.#module._malloc(room.size);
    return room.pointer !== 0;
  }
}
