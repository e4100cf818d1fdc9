import type { RecordBatch } from 'apache-arrow';
import { sliceBatch } from './arrow-messages.ts';

/** Record batches read as far as somebody wants them, handed out in pieces of any number of rows. */
export class BatchQueue {
  readonly #source: AsyncIterator<RecordBatch>;
  #batches: RecordBatch[] = [];
  #bytes = 0;
  #ended = false;

  constructor(source: AsyncIterable<RecordBatch>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  get buffered(): readonly RecordBatch[] {
    return this.#batches;
  }

  /** Reads until more than `bytes` are at hand; true when that is all there is. */
  async fill(bytes: number): Promise<boolean> {
    while (this.#bytes <= bytes && (await this.#pull()));
    return this.#ended;
  }

  /** At most `rows` rows and about `bytes` bytes, and at least one batch while there is any. */
  async take(rows: number, bytes: number): Promise<readonly RecordBatch[]> {
    const taken: RecordBatch[] = [];
    let rowsLeft = rows;
    let bytesLeft = bytes;
    while (rowsLeft > 0 && bytesLeft > 0) {
      if (this.#batches.length === 0 && !(await this.#pull())) break;
      const batch = this.#batches.shift();
      if (batch === undefined) break;
      this.#bytes -= batch.data.byteLength;
      const piece = batch.numRows > rowsLeft ? sliceBatch(batch, 0, rowsLeft) : batch;
      if (piece !== batch) this.#unshift(sliceBatch(batch, rowsLeft, batch.numRows));
      taken.push(piece);
      rowsLeft -= piece.numRows;
      bytesLeft -= piece.data.byteLength;
    }
    return taken;
  }

  async hasMore(): Promise<boolean> {
    return this.#batches.length > 0 || (await this.#pull());
  }

  /** Everything that has not been taken. */
  async *rest(): AsyncGenerator<RecordBatch> {
    while (await this.hasMore()) yield* await this.take(Number.POSITIVE_INFINITY, 1);
  }

  async close(): Promise<void> {
    this.#batches = [];
    this.#bytes = 0;
    if (this.#ended) return;
    this.#ended = true;
    await this.#source.return?.();
  }

  #unshift(batch: RecordBatch): void {
    this.#batches.unshift(batch);
    this.#bytes += batch.data.byteLength;
  }

  async #pull(): Promise<boolean> {
    while (!this.#ended) {
      const next = await this.#source.next();
      if (next.done === true) {
        this.#ended = true;
      } else if (next.value.numRows > 0) {
        this.#batches.push(next.value);
        this.#bytes += next.value.data.byteLength;
        return true;
      }
    }
    return false;
  }
}
