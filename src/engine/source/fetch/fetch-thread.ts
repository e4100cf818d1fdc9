import { parentPort, workerData } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import { Agents } from '../../../network/agents.ts';
import { ReplicatorError } from '../../../shared/errors.ts';
import type { FromSink, ToSink } from '../../chunk-port.ts';
import { HostBreakers } from '../../resilience/circuit-breaker.ts';
import { Bandwidth } from './bandwidth.ts';
import { type BudgetShare, ByteBudget } from './byte-budget.ts';
import { ChunkBuffers } from './chunk-buffers.ts';
import { ChunkStream, creditOf } from './chunk-stream.ts';
import { ChunkDecoder } from './decode-chunk.ts';
import { errorCodec, type FetchOwnerCalls, type FetchThreadCalls, type FetchThreadStart } from './thread-protocol.ts';

const { fetchPort, signal, network, timing, limits } = workerData as FetchThreadStart;
const owner = parentPort;
if (owner === null) throw new ReplicatorError('internal.bug', 'The fetching thread was started as a program.');

const agents = new Agents(network);
const breakers = new HostBreakers(timing.breaker);
const sent = new Int32Array(signal);
const streams = new Map<string, ChunkStream>();
/** Also of streams that have ended: the sink is done with their last chunks later. */
const shares = new Map<string, BudgetShare>();
const budget = new ByteBudget(limits?.flightBytes ?? Number.POSITIVE_INFINITY);
const bandwidth = new Bandwidth();
bandwidth.limit(limits?.bandwidthBytes);

// Memory that both threads see is not counted by their garbage collectors, which would come after every few chunks.
const buffers = new ChunkBuffers((length) => new SharedArrayBuffer(length));
const decoder = new ChunkDecoder(buffers);
// Whoever decodes a chunk tries again, and hears of what went wrong.
decoder.prepare().catch(() => undefined);

fetchPort.on('message', ({ streamId, bytes, buffer }: FromSink) => {
  if (streams.size > 0) buffers.give(buffer);
  shares.get(streamId)?.give(bytes);
  forgetIfDone(streamId);
});

function forgetIfDone(streamId: string): void {
  const share = shares.get(streamId);
  if (share?.isClosed && share.held === 0) shares.delete(streamId);
}

const calls: FetchThreadCalls = {
  async fetch(request) {
    const { streamId } = request;
    const share = budget.open(Math.max(0, ...request.chunks.map(creditOf)));
    shares.set(streamId, share);
    const stream = new ChunkStream(request, {
      agents,
      breakers,
      decoder,
      retryTiming: timing.retry,
      stallTimeout: timing.stallTimeout,
      locate: (chunkIndex, fresh) => rpc.locate(streamId, chunkIndex, fresh),
      send: sendToSink,
      budget: share,
      pace: (response) => bandwidth.pace(response),
    });
    streams.set(streamId, stream);
    try {
      return await stream.run();
    } finally {
      streams.delete(streamId);
      forgetIfDone(streamId);
      if (streams.size === 0) decoder.clear();
    }
  },
  cancel: (streamId) => streams.get(streamId)?.cancel(),
  limit: ({ flightBytes, bandwidthBytes }) => {
    budget.resize(flightBytes);
    bandwidth.limit(bandwidthBytes);
  },
};

const rpc = createBirpc<FetchOwnerCalls, FetchThreadCalls>(calls, {
  post: (message) => owner.postMessage(message),
  on: (listener) => owner.on('message', listener),
  timeout: -1,
  ...errorCodec,
});

function sendToSink(message: ToSink): void {
  fetchPort.postMessage(message);
  Atomics.add(sent, 0, 1);
  Atomics.notify(sent, 0);
}
