import { Worker } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import { ReplicatorError } from '../../../shared/errors.ts';
import { decodeMessage, encodeMessage } from '../../../shared/protocol/rpc-codec.ts';
import type { ChunkPortEnds } from '../../chunk-port.ts';
import type { OnWritten, Sink, SinkReader } from '../sink.ts';
import { cancelEpoch, countCancel, countWaiting, createControl } from './cancellation.ts';
import type { SinkCalls, SinkEvents, SinkThreadStart } from './sink-protocol.ts';

/** The sink with the thread it lives in. */
export interface SinkThread extends Sink, SinkReader {
  /** Nothing is answered any more, in order or not. */
  readonly hasEnded: boolean;
  /** Closes the file and ends the thread in order; killing it during a query would abort the whole process. */
  end(): Promise<void>;
}

/**
 * Starts the thread that owns DuckDB.
 * @param entry - URL of `sink-thread`
 * @param ends - its `sinkPort` is transferred
 */
export function startSink(entry: URL, ends: Pick<ChunkPortEnds, 'sinkPort' | 'signal'>): SinkThread {
  const control = createControl();
  const signal = new Int32Array(ends.signal);
  const start: SinkThreadStart = { port: ends.sinkPort, signal: ends.signal, control: control.buffer };
  const worker = new Worker(entry, { workerData: start, transferList: [ends.sinkPort], name: 'sink' });
  const listeners = new Map<string, OnWritten>();
  const events: SinkEvents = { written: (streamId, rows, bytes) => listeners.get(streamId)?.(rows, bytes) };
  const calls = createBirpc<SinkCalls, SinkEvents>(events, {
    post: (message) => worker.postMessage(message),
    on: (listen) => worker.on('message', listen),
    serialize: encodeMessage,
    deserialize: decodeMessage,
    timeout: -1,
  });
  let failure: Error | undefined;
  let ended: ReplicatorError | undefined;
  const exited = new Promise<void>((resolve) => {
    worker.once('error', (error) => {
      failure = error;
    });
    worker.once('exit', () => {
      ended = new ReplicatorError('internal.threadEnded', 'The thread of the database has ended.', { cause: failure });
      calls.$close(ended);
      resolve();
    });
  });
  const living = async <T>(call: (epoch: number) => Promise<T>): Promise<T> => {
    if (ended !== undefined) throw ended;
    return call(cancelEpoch(control));
  };
  const waiting = <T>(call: (epoch: number) => Promise<T>): Promise<T> =>
    living((epoch) => {
      countWaiting(control, 1);
      // A group that waits for its next chunk hears of it and gives way.
      Atomics.add(signal, 0, 1);
      Atomics.notify(signal, 0);
      return call(epoch);
    });
  const listening = <T>(
    streamId: string,
    onWritten: OnWritten | undefined,
    call: (epoch: number) => Promise<T>,
  ): Promise<T> => {
    if (onWritten !== undefined) listeners.set(streamId, onWritten);
    return living(call).finally(() => listeners.delete(streamId));
  };
  // What is to be stopped or closed is so when its thread has ended.
  const unlessEnded = (error: unknown): void => {
    if (ended === undefined) throw error;
  };
  return {
    get hasEnded() {
      return ended !== undefined;
    },
    open: (options) => waiting((epoch) => calls.open(epoch, options)),
    query: (statement) => waiting((epoch) => calls.query(epoch, statement)),
    transaction: (statements) => waiting((epoch) => calls.transaction(epoch, statements)),
    ingest: (request, onWritten) => listening(request.streamId, onWritten, (epoch) => calls.ingest(epoch, request)),
    collect: (request, onWritten) => listening(request.streamId, onWritten, (epoch) => calls.collect(epoch, request)),
    writeFrame: (request) => waiting((epoch) => calls.writeFrame(epoch, request)),
    dropFrame: async (streamId) => (ended === undefined ? calls.dropFrame(streamId).catch(unlessEnded) : undefined),
    calculate: (statement) => living(() => calls.calculate(statement)),
    append: (request) => waiting((epoch) => calls.append(epoch, request)),
    read: (look, statement) => waiting(() => calls.read(look, statement)),
    sample: (look, request) => waiting(() => calls.sample(look, request)),
    stop: async (look) => (ended === undefined ? calls.stop(look).catch(unlessEnded) : undefined),
    cancel: async () => {
      if (ended !== undefined) return;
      countCancel(control);
      Atomics.add(signal, 0, 1);
      Atomics.notify(signal, 0);
      await calls.interrupt().catch(unlessEnded);
    },
    close: async () => (ended === undefined ? waiting(() => calls.close()).catch(unlessEnded) : undefined),
    end: async () => {
      if (ended !== undefined) return;
      await waiting(() => calls.end()).catch(unlessEnded);
      await exited;
    },
  };
}
