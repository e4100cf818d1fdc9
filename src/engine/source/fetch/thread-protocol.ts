import type { MessagePort } from 'node:worker_threads';
import type { NetworkSettings } from '../../../network/network-settings.ts';
import { type ErrorData, fromErrorData, toErrorData } from '../../../shared/errors.ts';
import type { BreakerOptions } from '../../resilience/circuit-breaker.ts';
import type { RetryTiming } from '../../resilience/retry.ts';
import type { ChunkLocation, FetchLimits, FetchTotals, ManifestChunk, ResultManifest } from '../source.ts';

/** How patient the downloads are. */
export interface FetchTiming {
  readonly retry: RetryTiming;
  readonly breaker: BreakerOptions;
  /** Milliseconds without a byte after which a download is given up and tried again. */
  readonly stallTimeout: number;
}

/** What the fetching thread is given at start; the port is transferred. */
export interface FetchThreadStart {
  readonly fetchPort: MessagePort;
  /** An Int32 counter of the messages sent to the sink. */
  readonly signal: SharedArrayBuffer;
  readonly network: NetworkSettings;
  readonly timing: FetchTiming;
  readonly limits?: FetchLimits;
}

export interface StreamRequest {
  readonly streamId: string;
  readonly chunks: readonly ManifestChunk[];
  readonly compression: ResultManifest['compression'];
  readonly parallel: number;
  readonly knownDigests: readonly string[];
}

/** What the engine's main thread may ask of the fetching thread. */
export interface FetchThreadCalls {
  /** Resolves once the stream has been ended at the sink; rejects with what ended it. */
  fetch(request: StreamRequest): Promise<FetchTotals>;
  cancel(streamId: string): void;
  limit(limits: FetchLimits): void;
}

/** What the fetching thread asks of the main thread, which holds the token. */
export interface FetchOwnerCalls {
  locate(streamId: string, chunkIndex: number, fresh: boolean): Promise<ChunkLocation>;
}

interface RpcMessage {
  readonly e?: unknown;
}

/** Errors cross as data, and are errors of ours again on the other side. */
export const errorCodec = {
  serialize: (message: RpcMessage): RpcMessage =>
    message.e === undefined ? message : { ...message, e: toErrorData(message.e) },
  deserialize: (message: RpcMessage): RpcMessage =>
    message.e === undefined ? message : { ...message, e: fromErrorData(message.e as ErrorData) },
};
