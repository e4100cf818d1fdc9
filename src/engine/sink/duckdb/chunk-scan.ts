import type { ColumnMapping } from '../../../shared/column-mapping.ts';
import { ReplicatorError } from '../../../shared/errors.ts';
import { BatchMemory } from '../../arrow/batch-memory.ts';
import { checkValues } from '../../arrow/check-values.ts';
import { type Column, readColumns } from '../../arrow/column.ts';
import { type IpcStream, readIpcStream } from '../../arrow/ipc-stream.ts';
import { matchSchema, type Shape } from '../../arrow/shape.ts';
import type { CheckpointedChunk } from '../../state/checkpoint.ts';
import type { IngestRequest, OnWritten } from '../sink.ts';
import type { Cancellation } from './cancellation.ts';
import type { ArrivedChunk, ChunkInbox } from './chunk-inbox.ts';

/** DuckDB's vector size: at most so many rows are handed over at once. */
const vectorRows = 2048;
/** Rows of a row group. A thread that stops at a multiple of it leaves no half-filled row group behind. */
export const rowGroupRows = 122_880;
/** A group that has waited so long for its next chunk is committed, to let others have their turn. */
const idleMs = 500;
/** A group this old gives way when other calls wait. */
const politeMs = 200;

/** How often it is told how far the group has come. */
const tellMs = 100;

/** What one of DuckDB's threads may still take before it asks again. */
export class RowShare {
  rows = 0;
}

/** Rows to hand over: `count` rows of each column from `start`. */
export interface RowSpan {
  readonly columns: readonly Column[];
  readonly start: number;
  readonly count: number;
}

/** Where chunks come from: the network's inbox, or a frame that is whole. */
export type ChunkFeed = Pick<ChunkInbox, 'drain' | 'take' | 'isFinished' | 'giveBack' | 'waitForMessage'>;

export interface OpenChunk {
  readonly bytes: Uint8Array;
  readonly stream: IpcStream;
  readonly shapes: readonly Shape[];
  batch: number;
}

/** The rows of one group: whole chunks of one stream, taken in as they arrive, handed out to DuckDB's threads. */
export class ChunkScan {
  readonly chunks: CheckpointedChunk[] = [];
  rows = 0;
  bytes = 0;
  /** Milliseconds without a row to hand over. */
  waitedMs = 0;
  readonly #inbox: ChunkFeed;
  readonly #request: IngestRequest;
  readonly #cancellation: Cancellation;
  readonly #onWritten: OnWritten;
  readonly #names: readonly string[];
  readonly #open: OpenChunk[] = [];
  readonly #memory = new BatchMemory();
  readonly #startedAt = performance.now();
  #toldAt = performance.now();
  #starvedAt: number | undefined;
  /** No further chunk is taken into this group. */
  #closing = false;
  #rowsInHand = 0;
  #rowsShared = 0;
  #rowsHanded = 0;
  #columns: readonly Column[] = [];
  #batchRows = 0;
  #row = 0;

  constructor(inbox: ChunkFeed, request: IngestRequest, cancellation: Cancellation, onWritten: OnWritten) {
    this.#inbox = inbox;
    this.#request = request;
    this.#cancellation = cancellation;
    this.#onWritten = onWritten;
    this.#names = request.staging.columns.map((column) => column.source);
  }

  /** The next rows for a thread, or undefined when it is done. Blocks while more may come. */
  next(share: RowShare): RowSpan | undefined {
    for (;;) {
      this.#cancellation.check();
      this.#takeArrived();
      if (this.#rowsInHand > 0) {
        if (share.rows === 0 && !this.#grant(share)) return undefined;
        return this.#span(share);
      }
      if (this.#closing) return undefined;
      this.#await();
    }
  }

  /** @throws ReplicatorError `internal.bug` when DuckDB took other rows than those that came */
  expectAll(inserted: number): void {
    if (this.#rowsInHand === 0 && inserted === this.rows) return;
    const text = `DuckDB took ${inserted} of ${this.rows} rows, ${this.#rowsInHand} were left over.`;
    throw new ReplicatorError('internal.bug', text);
  }

  /** The same where fewer rows may come of them. */
  expectUsedUp(): void {
    if (this.#rowsInHand > 0 || !this.#closing)
      throw new ReplicatorError('internal.bug', `DuckDB left ${this.#rowsInHand} rows of a frame over.`);
  }

  /** Credits for chunks that were taken in and not used up, when the group fails. */
  abandon(): void {
    for (const chunk of this.#open.splice(0)) this.#inbox.giveBack(this.#request.streamId, chunk.bytes);
  }

  /** A rest that two threads share would be two row groups, which DuckDB rewrites as one, with those around them. */
  #grant(share: RowShare): boolean {
    const { rowsLeft } = this.#request;
    if (rowsLeft !== undefined && rowsLeft - this.#rowsHanded <= this.#rowsShared) return false;
    if (this.#closing && this.#rowsInHand <= this.#rowsShared) return false;
    share.rows = rowGroupRows;
    this.#rowsShared += rowGroupRows;
    return true;
  }

  #span(share: RowShare): RowSpan {
    if (this.#row === this.#batchRows) this.#openBatch();
    const start = this.#row;
    const count = Math.min(vectorRows, this.#batchRows - start, share.rows);
    const span = { columns: this.#columns, start, count };
    this.#row += count;
    this.#rowsInHand -= count;
    share.rows -= count;
    this.#rowsShared -= count;
    this.#rowsHanded += count;
    if (this.#row === this.#batchRows) this.#closeUsed();
    this.#tell();
    return span;
  }

  #tell(): void {
    const now = performance.now();
    if (now - this.#toldAt < tellMs) return;
    this.#toldAt = now;
    const rows = this.rows - this.#rowsInHand;
    this.#onWritten(rows, Math.round((this.bytes * rows) / this.rows));
  }

  #openBatch(): void {
    const chunk = this.#open[0];
    const batch = chunk?.stream.batches[chunk.batch];
    if (chunk === undefined || batch === undefined) throw new TypeError('rows in hand are in an open chunk');
    const { buffer, layout } = this.#memory.load(chunk.stream.buffer, batch);
    this.#columns = readColumns(buffer, layout, chunk.shapes, this.#names);
    for (const [i, column] of this.#columns.entries()) checkValues(column, this.#names[i] ?? '');
    this.#batchRows = batch.rows;
    this.#row = 0;
  }

  /** Steps over the batch that is used up, over empty ones, and off the chunk when that was its last. */
  #closeUsed(): void {
    const chunk = this.#open[0];
    if (chunk === undefined) return;
    chunk.batch++;
    this.#skipEmpty();
  }

  #skipEmpty(): void {
    for (let chunk = this.#open[0]; chunk !== undefined; chunk = this.#open[0]) {
      while (chunk.stream.batches[chunk.batch]?.rows === 0) chunk.batch++;
      if (chunk.batch < chunk.stream.batches.length) return;
      this.#open.shift();
      this.#inbox.giveBack(this.#request.streamId, chunk.bytes);
    }
  }

  #takeArrived(): void {
    this.#inbox.drain();
    const age = performance.now() - this.#startedAt;
    if (
      this.chunks.length > 0 &&
      (age >= this.#request.groupMs ||
        (age >= politeMs && this.#cancellation.othersWait && Number.isFinite(this.#request.groupMs)))
    ) {
      this.#closing = true;
    }
    while (!this.#closing) {
      const chunk = this.#inbox.take(this.#request.streamId);
      if (chunk === undefined) {
        this.#closing = this.#inbox.isFinished(this.#request.streamId);
        return;
      }
      this.#take(chunk);
      this.#starvedAt = undefined;
      this.#closing = this.bytes >= this.#request.groupBytes;
    }
  }

  #take(chunk: ArrivedChunk): void {
    const opened = this.#opened(chunk);
    const { rows } = opened.stream;
    this.#open.push(opened);
    const bytes = opened.bytes.byteLength;
    this.chunks.push({ index: chunk.index, rows, bytes, digest: chunk.digest });
    this.rows += rows;
    this.bytes += bytes;
    this.#rowsInHand += rows;
    if (this.#rowsInHand === rows) this.#skipEmpty();
  }

  #opened(chunk: ArrivedChunk): OpenChunk {
    try {
      return openChunk(chunk, this.#request.staging.columns);
    } catch (error) {
      this.#inbox.giveBack(this.#request.streamId, chunk.bytes);
      throw error;
    }
  }

  #await(): void {
    const now = performance.now();
    this.#starvedAt ??= now;
    const left = this.#starvedAt + idleMs - now;
    const gives = this.chunks.length > 0 && this.#cancellation.othersWait;
    if (left <= 0 || gives) this.#closing = true;
    else {
      this.#inbox.waitForMessage(left);
      this.waitedMs += performance.now() - now;
    }
  }
}

/** @throws ReplicatorError where the chunk is damaged, has other rows than were promised, or other columns than planned */
export function openChunk(chunk: ArrivedChunk, columns: readonly ColumnMapping[]): OpenChunk {
  const stream = readIpcStream(chunk.bytes.buffer, chunk.bytes.byteLength);
  if (stream.rows !== chunk.rows) {
    const text = `Chunk ${chunk.index} holds ${stream.rows} rows where the manifest promised ${chunk.rows}.`;
    throw new ReplicatorError('integrity.manifest', text, { facts: { chunk: chunk.index } });
  }
  return { bytes: chunk.bytes, stream, shapes: matchSchema(stream.schema, columns), batch: 0 };
}
