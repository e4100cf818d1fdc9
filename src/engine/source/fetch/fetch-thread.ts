import { parentPort, workerData } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import { Agents } from '../../../network/agents.ts';
import { ReplicatorError } from '../../../shared/errors.ts';
import type { FromSink, ToSink } from '../../chunk-port.ts';
import { HostBreakers } from '../../resilience/circuit-breaker.ts';
import { ChunkStream } from './chunk-stream.ts';
import { errorCodec, type FetchOwnerCalls, type FetchThreadCalls, type FetchThreadStart } from './thread-protocol.ts';

const { fetchPort, signal, network, timing } = workerData as FetchThreadStart;
const owner = parentPort;
if (owner === null) throw new ReplicatorError('internal.bug', 'The fetching thread was started as a program.');

const agents = new Agents(network);
const breakers = new HostBreakers(timing.breaker);
const sent = new Int32Array(signal);
const streams = new Map<string, ChunkStream>();

fetchPort.on('message', (message: FromSink) => streams.get(message.streamId)?.credit(message.bytes));

const calls: FetchThreadCalls = {
  async fetch(request) {
    const { streamId } = request;
    const stream = new ChunkStream(request, {
      agents,
      breakers,
      retryTiming: timing.retry,
      stallTimeout: timing.stallTimeout,
      locate: (chunkIndex, fresh) => rpc.locate(streamId, chunkIndex, fresh),
      send: sendToSink,
    });
    streams.set(streamId, stream);
    try {
      return await stream.run();
    } finally {
      streams.delete(streamId);
    }
  },
  cancel: (streamId) => streams.get(streamId)?.cancel(),
};

const rpc = createBirpc<FetchOwnerCalls, FetchThreadCalls>(calls, {
  post: (message) => owner.postMessage(message),
  on: (listener) => owner.on('message', listener),
  timeout: -1,
  ...errorCodec,
});

function sendToSink(message: ToSink): void {
  fetchPort.postMessage(message, message.kind === 'chunk' ? [message.bytes] : []);
  Atomics.add(sent, 0, 1);
  Atomics.notify(sent, 0);
}
