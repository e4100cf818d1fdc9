import type { ResultSetMetadata } from '../protocol/result-set.ts';
import { ThriftStatusError } from '../status.ts';
import type { BatchQueue } from './batch-queue.ts';
import type { RowEncoding } from './encode-rows.ts';
import type { Fetched, FetchOptions, OperationResult } from './operation-result.ts';

interface Page extends Fetched {
  readonly start: number;
  readonly end: number;
}

/** Rows that travel in the answers themselves, page by page; the latest page stays at hand for a repeated request. */
export class InlineResult implements OperationResult {
  readonly metadata: ResultSetMetadata;
  readonly outlivesFetch = false;
  readonly #queue: BatchQueue;
  readonly #encoding: RowEncoding;
  readonly #pageBytes: number;
  #latest: Page | undefined;
  #turn: Promise<void> = Promise.resolve();

  private constructor(metadata: ResultSetMetadata, queue: BatchQueue, encoding: RowEncoding, pageBytes: number) {
    this.metadata = metadata;
    this.#queue = queue;
    this.#encoding = encoding;
    this.#pageBytes = pageBytes;
  }

  static async open(queue: BatchQueue, encoding: RowEncoding, pageBytes: number): Promise<InlineResult> {
    return new InlineResult(await encoding.metadata(queue.buffered), queue, encoding, pageBytes);
  }

  /** One page after the other, also when a client asks for several at once. */
  fetch(options: FetchOptions): Promise<Fetched> {
    const page = this.#turn.then(() => this.#fetch(options));
    this.#turn = page.then(
      () => undefined,
      () => undefined,
    );
    return page;
  }

  async close(): Promise<void> {
    this.#latest = undefined;
    await this.#queue.close();
  }

  async #fetch(options: FetchOptions): Promise<Fetched> {
    const position = this.#latest?.end ?? 0;
    const start = options.startRowOffset ?? (options.first ? 0 : position);
    if (this.#latest !== undefined && start === this.#latest.start && start !== position) return this.#latest;
    if (start !== position) {
      throw new ThriftStatusError('HY106', `Rows from ${start} on are gone; the result stands at row ${position}.`);
    }
    const batches = await this.#queue.take(options.maxRows, Math.min(options.maxBytes, this.#pageBytes));
    const results = { startRowOffset: start, rows: [], ...(await this.#encoding.rows(batches)) };
    const end = batches.reduce((rows, batch) => rows + batch.numRows, start);
    this.#latest = { results, hasMoreRows: await this.#queue.hasMore(), start, end };
    return this.#latest;
  }
}
