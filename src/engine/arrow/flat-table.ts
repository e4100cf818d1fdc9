/**
 * A FlatBuffers table, read with every position checked. The generated readers trust lengths: one flipped bit in a
 * vector's length makes them allocate until the process dies.
 * @throws RangeError where a reference leaves the buffer
 */
export class FlatTable {
  readonly #view: DataView;
  readonly #at: number;
  readonly #fields: number;
  readonly #fieldsEnd: number;

  private constructor(view: DataView, at: number) {
    this.#view = view;
    this.#at = at;
    this.#fields = at - view.getInt32(at, true);
    this.#fieldsEnd = this.#fields + view.getUint16(this.#fields, true);
  }

  static root(bytes: Uint8Array<ArrayBuffer>): FlatTable {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return new FlatTable(view, view.getUint32(0, true));
  }

  byte(field: number): number {
    const at = this.#position(field);
    return at === undefined ? 0 : this.#view.getUint8(at);
  }

  /** @throws RangeError also where a number is none that could count bytes or rows */
  count(field: number): number {
    const at = this.#position(field);
    if (at === undefined) return 0;
    const value = Number(this.#view.getBigInt64(at, true));
    if (value < 0 || !Number.isSafeInteger(value)) throw new RangeError('a count is out of range');
    return value;
  }

  table(field: number): FlatTable | undefined {
    const at = this.#position(field);
    return at === undefined ? undefined : new FlatTable(this.#view, at + this.#view.getUint32(at, true));
  }

  tables(field: number): readonly FlatTable[] {
    return this.#elements(field, 4).map((at) => new FlatTable(this.#view, at + this.#view.getUint32(at, true)));
  }

  /** A vector of structs of two 64-bit numbers. */
  pairs(field: number): readonly (readonly [number, number])[] {
    return this.#elements(field, 16).map((at) => [
      Number(this.#view.getBigInt64(at, true)),
      Number(this.#view.getBigInt64(at + 8, true)),
    ]);
  }

  #elements(field: number, width: number): readonly number[] {
    const pointer = this.#position(field);
    if (pointer === undefined) return [];
    const at = pointer + this.#view.getUint32(pointer, true);
    const length = this.#view.getUint32(at, true);
    if (at + 4 + length * width > this.#view.byteLength) throw new RangeError('a vector reaches beyond the metadata');
    return Array.from({ length }, (_, i) => at + 4 + i * width);
  }

  #position(field: number): number | undefined {
    const entry = this.#fields + 4 + field * 2;
    if (entry + 2 > this.#fieldsEnd) return undefined;
    const offset = this.#view.getUint16(entry, true);
    return offset === 0 ? undefined : this.#at + offset;
  }
}
