import { type MessagePort, Worker } from 'node:worker_threads';
import { type BirpcReturn, createBirpc } from 'birpc';
import type { NetworkSettings } from '../../../network/network-settings.ts';
import { cancelledError, throwIfCancelled } from '../../../shared/cancellation.ts';
import { ReplicatorError } from '../../../shared/errors.ts';
import type { BulkResult, ChunkFetcher, FetchLimits, FetchRequest, FetchTotals } from '../source.ts';
import {
  errorCodec,
  type FetchOwnerCalls,
  type FetchThreadCalls,
  type FetchThreadStart,
  type FetchTiming,
} from './thread-protocol.ts';

export interface FetchThreadOptions {
  /** Entry file of the thread. */
  readonly entry: URL;
  /** The fetching end of the port to the sink; transferred when the thread starts. */
  readonly fetchPort: MessagePort;
  readonly signal: SharedArrayBuffer;
  readonly network: NetworkSettings;
  readonly timing: FetchTiming;
}

interface OpenStream {
  readonly result: BulkResult;
  readonly signal: AbortSignal;
}

interface RunningThread {
  readonly worker: Worker;
  readonly rpc: BirpcReturn<FetchThreadCalls, FetchOwnerCalls>;
}

/** Downloads and decompression in a thread of their own, which is started with the first stream. */
export class ThreadedChunkFetcher implements ChunkFetcher {
  readonly #options: FetchThreadOptions;
  readonly #streams = new Map<string, OpenStream>();
  #thread: RunningThread | undefined;
  #closed: ReplicatorError | undefined;
  #limits: FetchLimits | undefined;

  constructor(options: FetchThreadOptions) {
    this.#options = options;
  }

  async fetch(request: FetchRequest, signal: AbortSignal): Promise<FetchTotals> {
    throwIfCancelled(signal);
    if (this.#closed !== undefined) throw this.#closed;
    const { streamId, result, chunks, parallel, knownDigests = [] } = request;
    this.#thread ??= this.#start();
    const { rpc } = this.#thread;
    // Not at once: the thread must have heard of the stream before it can be told to stop it.
    const onAbort = () => setImmediate(() => (rpc.$closed ? undefined : rpc.cancel.asEvent(streamId)));
    signal.addEventListener('abort', onAbort, { once: true });
    const ended = new AbortController();
    this.#streams.set(streamId, { result, signal: AbortSignal.any([signal, ended.signal]) });
    try {
      const { compression } = result.manifest;
      return await rpc.fetch({ streamId, chunks, compression, parallel, knownDigests });
    } finally {
      ended.abort();
      this.#streams.delete(streamId);
      signal.removeEventListener('abort', onAbort);
    }
  }

  prepare(): void {
    if (this.#closed === undefined) this.#thread ??= this.#start();
  }

  limit(limits: FetchLimits): void {
    this.#limits = limits;
    const rpc = this.#thread?.rpc;
    if (rpc !== undefined && !rpc.$closed) void rpc.limit.asEvent(limits);
  }

  async close(): Promise<void> {
    this.#closed ??= new ReplicatorError('internal.bug', 'The fetching thread was closed.');
    const thread = this.#thread;
    this.#thread = undefined;
    thread?.rpc.$close(cancelledError());
    await thread?.worker.terminate();
  }

  #start(): RunningThread {
    const { entry, fetchPort, signal, network, timing } = this.#options;
    const limits = this.#limits;
    const workerData: FetchThreadStart = {
      fetchPort,
      signal,
      network,
      timing,
      ...(limits === undefined ? {} : { limits }),
    };
    const worker = new Worker(entry, { name: 'fetch', workerData, transferList: [fetchPort] });
    const rpc = createBirpc<FetchThreadCalls, FetchOwnerCalls>(
      { locate: (streamId, chunkIndex, fresh) => this.#locate(streamId, chunkIndex, fresh) },
      {
        post: (message) => worker.postMessage(message),
        on: (listener) => worker.on('message', listener),
        timeout: -1,
        ...errorCodec,
      },
    );
    const fail = (cause?: unknown) => {
      this.#closed ??= new ReplicatorError('internal.threadEnded', 'The thread of the downloads has ended.', { cause });
      rpc.$close(this.#closed);
    };
    worker.on('error', fail);
    worker.on('exit', () => fail());
    return { worker, rpc };
  }

  async #locate(streamId: string, chunkIndex: number, fresh: boolean) {
    const stream = this.#streams.get(streamId);
    if (stream === undefined) throw cancelledError();
    return stream.result.locate(chunkIndex, { fresh, signal: stream.signal });
  }
}
