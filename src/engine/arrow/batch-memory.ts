import type { BatchLayout } from './ipc-stream.ts';

/**
 * Memory of this thread's own for one batch at a time: DuckDB takes none that is shared between threads, and what nobody
 * else can write to needs to be checked only once.
 */
export class BatchMemory {
  #buffer = new ArrayBuffer(0);

  /** Copies the batch to where it is good until the next one is loaded. */
  load(stream: ArrayBufferLike, batch: BatchLayout): { readonly buffer: ArrayBuffer; readonly layout: BatchLayout } {
    const { offset, length } = batch.body;
    if (this.#buffer.byteLength < length) this.#buffer = new ArrayBuffer(Math.ceil(length * 1.25));
    new Uint8Array(this.#buffer).set(new Uint8Array(stream, offset, length));
    const regions = batch.regions.map((region) => ({ offset: region.offset - offset, length: region.length }));
    return { buffer: this.#buffer, layout: { ...batch, regions, body: { offset: 0, length } } };
  }
}
