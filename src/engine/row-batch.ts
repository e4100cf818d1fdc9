import { createHash } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import type { DriverRow } from './source/source.ts';

/** Rows in one piece, as they go from the thread that receives them to the one that writes them. */
export interface RowBatch {
  readonly rows: number;
  /** Of the values in this form, which is about what they take in memory. */
  readonly bytes: number;
  /** The same for batches of the same rows. */
  readonly digest: string;
  readonly parts: readonly Uint8Array[];
}

/** Gathers rows until they are enough for a batch. */
export class BatchPacker {
  rows = 0;
  bytes = 0;
  readonly #hash = createHash('sha256');
  readonly #parts: Uint8Array[] = [];

  add(rows: readonly DriverRow[]): void {
    const part = serialize(rows);
    this.#hash.update(part);
    this.#parts.push(part);
    this.rows += rows.length;
    this.bytes += part.byteLength;
  }

  pack(): RowBatch {
    return { rows: this.rows, bytes: this.bytes, digest: this.#hash.digest('hex'), parts: this.#parts };
  }
}

export function* unpackRows({ parts }: RowBatch): Generator<DriverRow> {
  for (const part of parts) yield* deserialize(part) as readonly DriverRow[];
}
