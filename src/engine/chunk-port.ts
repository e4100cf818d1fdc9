import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { ErrorData } from '../shared/errors.ts';

/**
 * The messages on the port from the fetching thread to the sink's thread.
 *
 * Every message is followed by `Atomics.add(signal, 0, 1)` and `Atomics.notify(signal, 0)` on the shared counter that both
 * threads got at start, so that the sink can wait for the next one inside a callback of the database.
 */
export type ToSink =
  | {
      readonly kind: 'chunk';
      readonly streamId: string;
      readonly index: number;
      /** Rows that the manifest promised; the sink counts what is really there. */
      readonly rows: number;
      /** Of the file as it was delivered; two chunks with the same one are the same file, or the same rows. */
      readonly digest: string;
      /** Length of the file as it was delivered, where it was compressed. */
      readonly wireBytes?: number;
      /**
       * One whole decompressed Arrow IPC stream, at the start of a buffer that may be longer. The memory is shared: neither
       * copied nor transferred, since each thread's garbage collector would come for what it is given.
       */
      readonly bytes: Uint8Array;
    }
  /** No more chunks will come in this stream; with an error, because fetching failed or was cancelled. */
  | { readonly kind: 'end'; readonly streamId: string; readonly error?: ErrorData };

/** A chunk has been consumed (or thrown away): its bytes may be spent on the next download. */
export interface FromSink {
  readonly kind: 'credit';
  readonly streamId: string;
  readonly bytes: number;
  /** Of the chunk, for the next one. */
  readonly buffer: ArrayBufferLike;
}

/** What the two threads are given at start; the ports are transferred. */
export interface ChunkPortEnds {
  readonly fetchPort: MessagePort;
  readonly sinkPort: MessagePort;
  /** An Int32 counter of the messages sent to the sink. */
  readonly signal: SharedArrayBuffer;
}

export function createChunkPort(): ChunkPortEnds {
  const { port1, port2 } = new MessageChannel();
  return { fetchPort: port1, sinkPort: port2, signal: new SharedArrayBuffer(4) };
}
