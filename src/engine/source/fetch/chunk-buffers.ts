const mebibyte = 1024 * 1024;

/** Of those that lie here unused. */
const mostFree = 8;

/**
 * Memory that chunks travel in, used again and again: new memory for each would have to be cleared and faulted in, and the
 * garbage collector would come for what lies around.
 */
export class ChunkBuffers {
  readonly #allocate: (length: number) => ArrayBufferLike;
  /** The one that came back last is the last. */
  readonly #free: ArrayBufferLike[] = [];

  constructor(allocate: (length: number) => ArrayBufferLike) {
    this.#allocate = allocate;
  }

  /** At least so many bytes, of any content. */
  take(length: number): ArrayBufferLike {
    const enough = length + mebibyte / 4;
    // What is much larger is kept for what needs it.
    const fitting = this.#free.findLastIndex(
      ({ byteLength }) => byteLength >= length && byteLength <= 2 * length + mebibyte,
    );
    const [buffer] = fitting === -1 ? [] : this.#free.splice(fitting, 1);
    // Some room to spare: chunks differ a little in length.
    return buffer ?? this.#allocate(Math.ceil(enough / mebibyte) * mebibyte);
  }

  give(buffer: ArrayBufferLike): void {
    if (buffer.byteLength === 0) return;
    this.#free.push(buffer);
    if (this.#free.length > mostFree) this.#free.shift();
  }

  /** Lets go of what nobody uses. */
  clear(): void {
    this.#free.length = 0;
  }
}
