import type { MessagePort } from 'node:worker_threads';
import type { FromSink, ToSink } from '../../src/engine/chunk-port.ts';
import type { ErrorData } from '../../src/shared/errors.ts';

export interface CollectedStream {
  readonly chunks: ReadonlyMap<number, ArrayBuffer>;
  /** In the order in which they came. */
  readonly order: readonly number[];
  readonly error: ErrorData | undefined;
}

interface OpenCollection {
  readonly chunks: Map<number, ArrayBuffer>;
  readonly order: number[];
  ended?: (stream: CollectedStream) => void;
  outcome?: CollectedStream;
}

/** Stands in for the sink at the other end of the port: takes every chunk and gives its credit back. */
export class StreamCollector {
  readonly #port: MessagePort;
  readonly #open = new Map<string, OpenCollection>();
  readonly #withholdCredit: boolean;
  #largestDebt = 0;
  #debt = 0;

  constructor(port: MessagePort, options: { readonly withholdCredit?: boolean } = {}) {
    this.#port = port;
    this.#withholdCredit = options.withholdCredit ?? false;
    port.on('message', (message: ToSink) => this.#take(message));
  }

  /** Most bytes that were ever here without being given back at once. */
  get largestDebt(): number {
    return this.#largestDebt;
  }

  ended(streamId: string): Promise<CollectedStream> {
    const stream = this.#of(streamId);
    if (stream.outcome !== undefined) return Promise.resolve(stream.outcome);
    return new Promise((resolve) => {
      stream.ended = resolve;
    });
  }

  received(streamId: string): readonly number[] {
    return this.#of(streamId).order;
  }

  giveBack(streamId: string, bytes: number): void {
    this.#debt -= bytes;
    const credit: FromSink = { kind: 'credit', streamId, bytes, buffer: new ArrayBuffer(0) };
    this.#port.postMessage(credit);
  }

  close(): void {
    this.#port.close();
  }

  #take(message: ToSink): void {
    const stream = this.#of(message.streamId);
    if (message.kind === 'end') {
      stream.outcome = { chunks: stream.chunks, order: stream.order, error: message.error };
      stream.ended?.(stream.outcome);
      return;
    }
    if (stream.outcome !== undefined) throw new Error('A chunk came after the end of its stream.');
    if (stream.chunks.has(message.index)) throw new Error(`Chunk ${message.index} came twice.`);
    stream.chunks.set(message.index, message.bytes.slice().buffer);
    stream.order.push(message.index);
    this.#debt += message.bytes.byteLength;
    this.#largestDebt = Math.max(this.#largestDebt, this.#debt);
    if (!this.#withholdCredit) this.giveBack(message.streamId, message.bytes.byteLength);
  }

  #of(streamId: string): OpenCollection {
    const known = this.#open.get(streamId);
    if (known !== undefined) return known;
    const opened: OpenCollection = { chunks: new Map(), order: [] };
    this.#open.set(streamId, opened);
    return opened;
  }
}
