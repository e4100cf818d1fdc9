/** The bytes are not the message they claim to be. */
export class ThriftProtocolError extends Error {
  override readonly name = 'ThriftProtocolError';
}

/** Reads big-endian primitives of TBinaryProtocol; every read is checked against the end of the body. */
export class BinaryReader {
  readonly #bytes: Buffer;
  #position = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get remaining(): number {
    return this.#bytes.length - this.#position;
  }

  byte(): number {
    return this.#bytes.readInt8(this.#take(1));
  }

  i16(): number {
    return this.#bytes.readInt16BE(this.#take(2));
  }

  i32(): number {
    return this.#bytes.readInt32BE(this.#take(4));
  }

  i64(): bigint {
    return this.#bytes.readBigInt64BE(this.#take(8));
  }

  double(): number {
    return this.#bytes.readDoubleBE(this.#take(8));
  }

  /** A view of the body, not a copy. */
  binary(): Buffer {
    const length = this.size(1);
    const start = this.#take(length);
    return this.#bytes.subarray(start, start + length);
  }

  /** The length of a string or collection whose elements take at least `least` bytes each. */
  size(least: number): number {
    const size = this.i32();
    if (size < 0 || size * least > this.remaining) throw new ThriftProtocolError('A length exceeds the message.');
    return size;
  }

  #take(length: number): number {
    if (length > this.remaining) throw new ThriftProtocolError('The message ends too early.');
    const start = this.#position;
    this.#position += length;
    return start;
  }
}
