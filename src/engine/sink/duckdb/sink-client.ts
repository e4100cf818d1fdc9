import { Worker } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import { ReplicatorError } from '../../../shared/errors.ts';
import type { ChunkPortEnds } from '../../chunk-port.ts';
import type { Sink } from '../sink.ts';
import { cancelEpoch, countCancel, countWaiting, createControl } from './cancellation.ts';
import { decodeMessage, encodeMessage, type SinkCalls, type SinkThreadStart } from './sink-protocol.ts';

/** The sink with the thread it lives in. */
export interface SinkThread extends Sink {
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
  const calls = createBirpc<SinkCalls>(
    {},
    {
      post: (message) => worker.postMessage(message),
      on: (listen) => worker.on('message', listen),
      serialize: encodeMessage,
      deserialize: decodeMessage,
      timeout: -1,
    },
  );
  let failure: Error | undefined;
  const exited = new Promise<void>((resolve) => {
    worker.once('error', (error) => {
      failure = error;
    });
    worker.once('exit', () => {
      calls.$close(new ReplicatorError('sink.failed', 'The thread of the database has ended.', { cause: failure }));
      resolve();
    });
  });
  const waiting = <T>(call: (epoch: number) => Promise<T>): Promise<T> => {
    countWaiting(control, 1);
    return call(cancelEpoch(control));
  };
  return {
    open: (options) => waiting((epoch) => calls.open(epoch, options)),
    query: (statement) => waiting((epoch) => calls.query(epoch, statement)),
    transaction: (statements) => waiting((epoch) => calls.transaction(epoch, statements)),
    ingest: (request) => calls.ingest(cancelEpoch(control), request),
    cancel: () => {
      countCancel(control);
      Atomics.add(signal, 0, 1);
      Atomics.notify(signal, 0);
      return calls.interrupt();
    },
    close: () => waiting(() => calls.close()),
    end: async () => {
      // A thread that has ended, whatever of, has no number any more.
      if (worker.threadId < 0) return;
      await waiting(() => calls.end());
      await exited;
    },
  };
}
