import { isUtf8 } from 'node:buffer';
import duckdb from '@duckdb/node-bindings';
import type { Column } from '../../arrow/column.ts';
import { shiftBits, spreadBits } from './bits.ts';
import { writeStrings } from './string-slots.ts';

/** Writes rows of Arrow columns into DuckDB's vectors as raw bytes; the columns must have been validated and checked. */
export class VectorFiller {
  #scratch = new ArrayBuffer(64 * 1024);

  /** Writes rows `start` to `start + count` to the beginning of the vector, whose type must be that of the column. */
  fill(vector: duckdb.Vector, column: Column, start: number, count: number): void {
    if (count === 0) return;
    const { wire } = column.shape;
    if (wire.kind === 'null') this.#fillNulls(vector, count);
    else this.#fillValidity(vector, column.validity, start, count);
    switch (wire.kind) {
      case 'null':
        break;
      case 'bool':
        this.#fillBools(vector, column, start, count);
        break;
      case 'text':
      case 'binary':
        this.#fillStrings(vector, column, start, count);
        break;
      case 'decimal':
        if (wire.precision > 18) copyFixed(vector, column, 16, start, count);
        else this.#fillDecimals(vector, column, wire.precision, start, count);
        break;
      case 'list':
      case 'map':
        this.#fillLists(vector, column, start, count);
        break;
      case 'struct':
        for (const [i, child] of column.children.entries()) {
          this.fill(duckdb.struct_vector_get_child(vector, i), child, start, count);
        }
        break;
      case 'date':
        copyFixed(vector, column, 4, start, count);
        break;
      case 'timestamp':
        copyFixed(vector, column, 8, start, count);
        break;
      default:
        copyFixed(vector, column, wire.bits / 8, start, count);
    }
  }

  #bytes(size: number): ArrayBuffer {
    if (this.#scratch.byteLength < size) this.#scratch = new ArrayBuffer(size * 2);
    return this.#scratch;
  }

  #fillNulls(vector: duckdb.Vector, count: number): void {
    const size = (count + 7) >> 3;
    const scratch = this.#bytes(size);
    new Uint8Array(scratch, 0, size).fill(0);
    duckdb.vector_ensure_validity_writable(vector);
    duckdb.copy_data_to_vector_validity(vector, 0, scratch, 0, size);
  }

  #fillValidity(vector: duckdb.Vector, bits: Uint8Array<ArrayBuffer> | undefined, start: number, count: number): void {
    if (bits === undefined) return;
    const size = (count + 7) >> 3;
    duckdb.vector_ensure_validity_writable(vector);
    if ((start & 7) === 0) {
      duckdb.copy_data_to_vector_validity(vector, 0, bits.buffer, bits.byteOffset + (start >> 3), size);
      return;
    }
    const scratch = this.#bytes(size);
    shiftBits(bits, start, new Uint8Array(scratch, 0, size));
    duckdb.copy_data_to_vector_validity(vector, 0, scratch, 0, size);
  }

  #fillBools(vector: duckdb.Vector, column: Column, start: number, count: number): void {
    const bits = new Uint8Array((count + 7) >> 3);
    shiftBits(column.values, start, bits);
    const scratch = this.#bytes(bits.length * 8);
    spreadBits(bits, new Uint32Array(scratch, 0, bits.length * 2));
    duckdb.copy_data_to_vector(vector, 0, scratch, 0, count);
  }

  #fillDecimals(vector: duckdb.Vector, column: Column, precision: number, start: number, count: number): void {
    const { buffer, byteOffset } = column.values;
    const words = new Int32Array(buffer, byteOffset + start * 16, count * 4);
    const scratch = this.#bytes(count * 8);
    if (precision > 9) {
      const pairs = new Int32Array(scratch, 0, count * 2);
      for (let i = 0; i < count; i++) {
        pairs[2 * i] = words[4 * i] ?? 0;
        pairs[2 * i + 1] = words[4 * i + 1] ?? 0;
      }
      duckdb.copy_data_to_vector(vector, 0, scratch, 0, count * 8);
      return;
    }
    const narrow = precision > 4 ? new Int32Array(scratch, 0, count) : new Int16Array(scratch, 0, count);
    for (let i = 0; i < count; i++) narrow[i] = words[4 * i] ?? 0;
    duckdb.copy_data_to_vector(vector, 0, scratch, 0, narrow.byteLength);
  }

  #fillLists(vector: duckdb.Vector, column: Column, start: number, count: number): void {
    const child = column.children[0];
    if (child === undefined) throw new TypeError('a list column has a child');
    const { offsets } = column;
    const first = offsets[start] ?? 0;
    const scratch = this.#bytes(count * 16);
    const words = new Uint32Array(scratch, 0, count * 4);
    let offset = first;
    for (let i = 0; i < count; i++) {
      const end = offsets[start + i + 1] ?? 0;
      words[4 * i] = offset - first;
      words[4 * i + 1] = 0;
      words[4 * i + 2] = end - offset;
      words[4 * i + 3] = 0;
      offset = end;
    }
    duckdb.copy_data_to_vector(vector, 0, scratch, 0, count * 16);
    const length = offset - first;
    duckdb.list_vector_reserve(vector, length);
    duckdb.list_vector_set_size(vector, length);
    // The reserve may have moved the child, so it is fetched afterwards.
    this.fill(duckdb.list_vector_get_child(vector), child, first, length);
  }

  /**
   * One assignment puts the text of all rows into DuckDB's heap; each row's `string_t` then points into it: length and
   * 12 bytes inline, zero-padded, or length, 4 bytes of prefix, address.
   */
  #fillStrings(vector: duckdb.Vector, column: Column, start: number, count: number): void {
    const { values, offsets } = column;
    const first = offsets[start] ?? 0;
    const last = offsets[start + count] ?? 0;
    const text = values.subarray(first, last);
    // DuckDB ignores an assignment of invalid text without a word; bytes under a NULL can be invalid.
    if (column.shape.wire.kind === 'text' && !isUtf8(text)) {
      assignEach(vector, column, start, count);
      return;
    }
    const address = { low: 0, high: 0 };
    if (text.length > 12) {
      duckdb.vector_assign_string_element_len(vector, 0, text);
      const slot = duckdb.vector_get_data(vector, 16);
      const view = new DataView(slot.buffer, slot.byteOffset, 16);
      address.low = view.getUint32(8, true);
      address.high = view.getUint32(12, true);
    }
    const scratch = this.#bytes(count * 16);
    writeStrings(new Uint32Array(scratch, 0, count * 4), column, start, count, address);
    duckdb.copy_data_to_vector(vector, 0, scratch, 0, count * 16);
  }
}

function copyFixed(vector: duckdb.Vector, column: Column, width: number, start: number, count: number): void {
  const { buffer, byteOffset } = column.values;
  duckdb.copy_data_to_vector(vector, 0, buffer, byteOffset + start * width, count * width);
}

function assignEach(vector: duckdb.Vector, column: Column, start: number, count: number): void {
  const { values, offsets } = column;
  for (let i = 0; i < count; i++) {
    const text = values.subarray(offsets[start + i], offsets[start + i + 1]);
    // Under a NULL there may be anything; an empty text is always safe to print and compare.
    duckdb.vector_assign_string_element_len(vector, i, isUtf8(text) ? text : text.subarray(0, 0));
  }
}
