import { ReplicatorError } from '../../shared/errors.ts';
import type { BatchLayout, Region } from './ipc-stream.ts';
import type { Shape } from './shape.ts';

/** One column of one batch, every length and offset of it validated: reading inside `rows` stays inside the buffers. */
export interface Column {
  readonly shape: Shape;
  readonly rows: number;
  /** Bit `i` (least significant first) is set where row `i` has a value; undefined where every row has one. */
  readonly validity: Uint8Array<ArrayBuffer> | undefined;
  /** Values of fixed width, bits of a bool, or the bytes that `offsets` point into. */
  readonly values: Uint8Array<ArrayBuffer>;
  /** `rows + 1` rising positions in `values` (text, binary) or in the child (list, map). */
  readonly offsets: Int32Array<ArrayBuffer>;
  readonly children: readonly Column[];
}

const noBytes = new Uint8Array(new ArrayBuffer(0));
const noOffsets = new Int32Array(new ArrayBuffer(4));

/** True where row `i` has a value. */
export function isValid(validity: Uint8Array | undefined, i: number): boolean {
  return validity === undefined || ((validity[i >> 3] ?? 0) & (1 << (i & 7))) !== 0;
}

/**
 * Lays the columns of a batch over its bytes, without copying them.
 * @throws ReplicatorError `integrity.payload` where a length or an offset cannot be right; names the column
 */
export function readColumns(
  buffer: ArrayBuffer,
  batch: BatchLayout,
  shapes: readonly Shape[],
  names: readonly string[],
): readonly Column[] {
  const reader = new ColumnReader(buffer, batch);
  const columns = shapes.map((shape, i) => {
    reader.column = names[i] ?? '';
    return reader.read(shape, batch.rows, undefined);
  });
  reader.expectEnd();
  return columns;
}

class ColumnReader {
  column = '';
  readonly #buffer: ArrayBuffer;
  readonly #batch: BatchLayout;
  #node = 0;
  #region = 0;

  constructor(buffer: ArrayBuffer, batch: BatchLayout) {
    this.#buffer = buffer;
    this.#batch = batch;
  }

  /** `outer` is the validity of the struct around: where it has no value, its fields have none. */
  read(shape: Shape, rows: number, outer: Uint8Array<ArrayBuffer> | undefined): Column {
    const node = this.#batch.nodes[this.#node++];
    if (node === undefined) throw this.#damaged('has no field node');
    if (!Number.isSafeInteger(rows) || node.length !== rows || rows < 0)
      throw this.#damaged(`has ${node.length} values where ${rows} are expected`);
    const column = { shape, rows, validity: undefined, values: noBytes, offsets: noOffsets, children: [] };
    if (shape.wire.kind === 'null') return column;
    const validity = both(this.#readValidity(rows, node.nullCount), outer);
    switch (shape.wire.kind) {
      case 'text':
      case 'binary': {
        const offsetsRegion = this.#next();
        const values = this.#view(this.#next());
        return { ...column, validity, values, offsets: this.#offsets(offsetsRegion, rows, shape, values.length) };
      }
      case 'list':
      case 'map': {
        const offsets = this.#offsets(this.#next(), rows, shape, this.#batch.nodes[this.#node]?.length ?? 0);
        const child = this.#child(shape, this.#batch.nodes[this.#node]?.length ?? 0);
        return { ...column, validity, offsets, children: [child] };
      }
      case 'struct':
        return { ...column, validity, children: shape.children.map((child) => this.read(child, rows, validity)) };
      default: {
        const bytes = shape.wire.kind === 'bool' ? (rows + 7) >> 3 : rows * fixedWidth(shape);
        return { ...column, validity, values: this.#view(this.#next(), bytes) };
      }
    }
  }

  expectEnd(): void {
    if (this.#node === this.#batch.nodes.length && this.#region === this.#batch.regions.length) return;
    throw new ReplicatorError(
      'integrity.payload',
      'The Arrow stream is damaged: a batch has more buffers than its columns.',
    );
  }

  #child(shape: Shape, rows: number): Column {
    const child = shape.children[0];
    if (child === undefined) throw this.#damaged('has no element type');
    return this.read(child, rows, undefined);
  }

  #next(): Region {
    const region = this.#batch.regions[this.#region++];
    if (region === undefined) throw this.#damaged('lacks a buffer');
    return region;
  }

  #readValidity(rows: number, nullCount: number): Uint8Array<ArrayBuffer> | undefined {
    const region = this.#next();
    if (region.length === 0 && nullCount === 0) return undefined;
    const bits = this.#view(region, (rows + 7) >> 3);
    return isFull(bits, rows) ? undefined : bits;
  }

  #view(region: Region, minimum = 0): Uint8Array<ArrayBuffer> {
    if (region.length < minimum)
      throw this.#damaged(`has a buffer of ${region.length} bytes where ${minimum} are needed`);
    const view = new Uint8Array(this.#buffer, region.offset, region.length);
    return region.offset % 8 === 0 ? view : view.slice();
  }

  #offsets(region: Region, rows: number, shape: Shape, limit: number): Int32Array<ArrayBuffer> {
    if (rows === 0) return noOffsets;
    const bytes = this.#view(region, (rows + 1) * (shape.wideOffsets ? 8 : 4));
    const offsets = shape.wideOffsets
      ? this.#narrow(new BigInt64Array(bytes.buffer, bytes.byteOffset, rows + 1))
      : new Int32Array(bytes.buffer, bytes.byteOffset, rows + 1);
    let previous = 0;
    for (let i = 0; i <= rows; i++) {
      const offset = offsets[i] ?? -1;
      if (offset < previous) throw this.#damaged(`has an invalid offset ${offset} at row ${i}`);
      previous = offset;
    }
    if (previous > limit) throw this.#damaged(`has an offset ${previous} beyond the ${limit} values there are`);
    return offsets;
  }

  #narrow(wide: BigInt64Array): Int32Array<ArrayBuffer> {
    const offsets = new Int32Array(wide.length);
    for (const [i, offset] of wide.entries()) {
      if (offset < 0n || offset > 0x7fff_ffffn) throw this.#damaged(`has an invalid offset ${offset} at row ${i}`);
      offsets[i] = Number(offset);
    }
    return offsets;
  }

  #damaged(message: string): ReplicatorError {
    const text = `The Arrow stream is damaged: column "${this.column}" ${message}.`;
    return new ReplicatorError('integrity.payload', text, { subject: { column: this.column } });
  }
}

/** Bytes of a value; 0 where they differ from value to value, or are fewer than one. */
export function fixedWidth({ wire }: Shape): number {
  switch (wire.kind) {
    case 'int':
    case 'float':
      return wire.bits / 8;
    case 'date':
      return 4;
    case 'timestamp':
      return 8;
    case 'decimal':
      return 16;
    default:
      return 0;
  }
}

function isFull(bits: Uint8Array, rows: number): boolean {
  const whole = rows >> 3;
  for (let i = 0; i < whole; i++) if (bits[i] !== 0xff) return false;
  const rest = (1 << (rows & 7)) - 1;
  return ((bits[whole] ?? 0) & rest) === rest;
}

function both(
  own: Uint8Array<ArrayBuffer> | undefined,
  outer: Uint8Array<ArrayBuffer> | undefined,
): Uint8Array<ArrayBuffer> | undefined {
  if (own === undefined || outer === undefined) return own ?? outer;
  return own.map((byte, i) => byte & (outer[i] ?? 0));
}
