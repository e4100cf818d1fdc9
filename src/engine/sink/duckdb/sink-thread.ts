import { parentPort, workerData } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import { decodeMessage, encodeMessage } from '../../../shared/protocol/rpc-codec.ts';
import { ChunkInbox } from './chunk-inbox.ts';
import type { SinkCalls, SinkEvents, SinkThreadStart } from './sink-protocol.ts';
import { SinkServer } from './sink-server.ts';

/** Entry of the thread that alone owns DuckDB. */
function serve(parent: NonNullable<typeof parentPort>, { port, signal, control }: SinkThreadStart): void {
  const inbox = new ChunkInbox(port, signal);
  const server = new SinkServer(inbox, new Int32Array(control), (streamId, rows, bytes) => {
    void owner.written.asEvent(streamId, rows, bytes);
  });
  const calls: SinkCalls = {
    open: (epoch, options) => server.open(epoch, options),
    query: (epoch, statement) => server.query(epoch, statement),
    transaction: (epoch, statements) => server.transaction(epoch, statements),
    ingest: (epoch, request) => server.ingest(epoch, request),
    collect: (epoch, request) => server.collect(epoch, request),
    writeFrame: (epoch, request) => server.writeFrame(epoch, request),
    dropFrame: (streamId) => server.dropFrame(streamId),
    calculate: (statement) => server.calculate(statement),
    append: (epoch, request) => server.append(epoch, request),
    read: (look, statement) => server.read(look, statement),
    sample: (look, request) => server.sample(look, request),
    stop: (look) => server.stop(look),
    interrupt: () => server.interrupt(),
    close: () => server.close(),
    end: async () => {
      await server.close();
      inbox.close();
      // After the answer has been posted, so that it still arrives.
      setImmediate(() => parent.close());
    },
  };
  const owner = createBirpc<SinkEvents, SinkCalls>(calls, {
    post: (message) => parent.postMessage(message),
    on: (listen) => parent.on('message', listen),
    serialize: encodeMessage,
    deserialize: decodeMessage,
    timeout: -1,
  });
}

if (parentPort !== null) serve(parentPort, workerData);
