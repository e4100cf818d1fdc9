import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { fromErrorData, ReplicatorError } from '../../../shared/errors.ts';
import type { FromSink, ToSink } from '../../chunk-port.ts';

export type ArrivedChunk = Extract<ToSink, { readonly kind: 'chunk' }>;

interface Stream {
  readonly chunks: ArrivedChunk[];
  ended: boolean;
  error: ReplicatorError | undefined;
  /** Nobody will read it any more: what still arrives is thrown away. */
  discarded: boolean;
  wake: (() => void) | undefined;
  fail: ((error: ReplicatorError) => void) | undefined;
}

/** What has come over the chunk port and is not used yet, stream by stream. */
export class ChunkInbox {
  readonly #port: MessagePort;
  readonly #signal: Int32Array<SharedArrayBuffer>;
  readonly #streams = new Map<string, Stream>();
  #seen = 0;
  /** The thread that sends has ended: whatever stream has no end yet will never get one. */
  #cut: ReplicatorError | undefined;

  constructor(port: MessagePort, signal: SharedArrayBuffer) {
    this.#port = port;
    this.#signal = new Int32Array(signal);
    port.on('message', (message: ToSink) => this.#accept(message));
    port.on('close', () => this.#cutOff());
  }

  /** Resolves when the stream has a chunk or has ended; rejects when waits are cancelled. */
  arrival(streamId: string): Promise<void> {
    const stream = this.#stream(streamId);
    if (stream.chunks.length > 0 || stream.ended) return Promise.resolve();
    return new Promise((resolve, reject) => {
      stream.wake = resolve;
      stream.fail = reject;
    });
  }

  cancelWaits(error: ReplicatorError): void {
    for (const stream of this.#streams.values()) stream.fail?.(error);
  }

  /** Takes in whatever is on the port by now; for callbacks, during which no events are delivered. */
  drain(): void {
    this.#seen = Atomics.load(this.#signal, 0);
    for (let next = receiveMessageOnPort(this.#port); next !== undefined; next = receiveMessageOnPort(this.#port)) {
      this.#accept(next.message);
    }
  }

  /** Blocks the thread until something was sent since the last `drain`, or for so many milliseconds. */
  waitForMessage(timeoutMs: number): void {
    Atomics.wait(this.#signal, 0, this.#seen, timeoutMs);
  }

  take(streamId: string): ArrivedChunk | undefined {
    return this.#stream(streamId).chunks.shift();
  }

  /** The chunk that `take` would give. */
  peek(streamId: string): ArrivedChunk | undefined {
    return this.#stream(streamId).chunks[0];
  }

  /** The stream has ended and no chunk of it is left. @throws what ended the stream, where it was an error */
  isFinished(streamId: string): boolean {
    const stream = this.#stream(streamId);
    if (stream.error !== undefined) throw stream.error;
    return stream.ended && stream.chunks.length === 0;
  }

  /** The same, but an error that ended the stream is left for the next call. */
  isEnded(streamId: string): boolean {
    const stream = this.#stream(streamId);
    return stream.error === undefined && stream.ended && stream.chunks.length === 0;
  }

  /** Nothing may be read from the chunk any more: its memory goes back for the next one. */
  giveBack(streamId: string, bytes: Uint8Array): void {
    const { buffer, byteLength } = bytes;
    const credit: FromSink = { kind: 'credit', streamId, bytes: byteLength, buffer };
    this.#port.postMessage(credit);
  }

  forget(streamId: string): void {
    this.#streams.delete(streamId);
  }

  /** Throws away what is there and what will still come. */
  discard(streamId: string): void {
    const stream = this.#stream(streamId);
    stream.discarded = true;
    this.#drop(stream);
    if (stream.ended) this.forget(streamId);
  }

  discardAll(): void {
    for (const streamId of [...this.#streams.keys()]) this.discard(streamId);
  }

  close(): void {
    this.#port.close();
  }

  #stream(streamId: string): Stream {
    let stream = this.#streams.get(streamId);
    if (stream === undefined) {
      stream = {
        chunks: [],
        ended: this.#cut !== undefined,
        error: this.#cut,
        discarded: false,
        wake: undefined,
        fail: undefined,
      };
      this.#streams.set(streamId, stream);
    }
    return stream;
  }

  #accept(message: ToSink): void {
    const stream = this.#stream(message.streamId);
    if (message.kind === 'chunk') stream.chunks.push(message);
    else {
      stream.ended = true;
      if (message.error !== undefined) stream.error = fromErrorData(message.error);
    }
    if (stream.discarded || stream.error !== undefined) this.#drop(stream);
    if (stream.discarded && stream.ended) this.forget(message.streamId);
    stream.wake?.();
  }

  #cutOff(): void {
    this.#cut = new ReplicatorError('internal.threadEnded', 'The thread of the downloads has ended.');
    for (const stream of this.#streams.values()) {
      if (stream.ended) continue;
      stream.ended = true;
      stream.error = this.#cut;
      stream.wake?.();
    }
  }

  #drop(stream: Stream): void {
    for (const chunk of stream.chunks.splice(0)) this.giveBack(chunk.streamId, chunk.bytes);
  }
}
