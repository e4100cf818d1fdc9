const blockSize = 16 * 1024;

/** Writes big-endian primitives of TBinaryProtocol. Small values share blocks; large binaries are copied once, at the end. */
export class BinaryWriter {
  readonly #parts: Buffer[] = [];
  #block = Buffer.allocUnsafe(blockSize);
  #start = 0;
  #end = 0;

  byte(value: number): void {
    const at = this.#reserve(1);
    this.#block.writeInt8(value, at);
  }

  i16(value: number): void {
    const at = this.#reserve(2);
    this.#block.writeInt16BE(value, at);
  }

  i32(value: number): void {
    const at = this.#reserve(4);
    this.#block.writeInt32BE(value, at);
  }

  i64(value: bigint): void {
    const at = this.#reserve(8);
    this.#block.writeBigInt64BE(value, at);
  }

  double(value: number): void {
    const at = this.#reserve(8);
    this.#block.writeDoubleBE(value, at);
  }

  binary(value: Uint8Array): void {
    this.i32(value.length);
    if (value.length <= blockSize / 4) {
      const at = this.#reserve(value.length);
      this.#block.set(value, at);
      return;
    }
    this.#flush();
    this.#parts.push(Buffer.from(value.buffer, value.byteOffset, value.byteLength));
  }

  finish(): Buffer {
    this.#flush();
    return Buffer.concat(this.#parts);
  }

  #reserve(length: number): number {
    if (this.#end + length > this.#block.length) {
      this.#flush();
      this.#block = Buffer.allocUnsafe(blockSize);
      this.#start = 0;
      this.#end = 0;
    }
    const at = this.#end;
    this.#end += length;
    return at;
  }

  #flush(): void {
    if (this.#end > this.#start) this.#parts.push(this.#block.subarray(this.#start, this.#end));
    this.#start = this.#end;
  }
}
