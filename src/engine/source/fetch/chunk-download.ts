import type { IncomingMessage } from 'node:http';
import type { Agents } from '../../../network/agents.ts';
import { orCancelled } from '../../../shared/cancellation.ts';
import { asReplicatorError, ReplicatorError } from '../../../shared/errors.ts';
import type { HostBreakers } from '../../resilience/circuit-breaker.ts';
import { maximumAttempts, type RetryTiming, withRetries } from '../../resilience/retry.ts';
import type { ChunkLocation, ManifestChunk, ResultManifest } from '../source.ts';
import type { ChunkDecoder } from './decode-chunk.ts';
import { digestOf } from './digest.ts';
import { download, type Link } from './download.ts';

export interface ChunkDownloadPorts {
  readonly agents: Agents;
  readonly decoder: ChunkDecoder;
  readonly breakers: HostBreakers;
  readonly retryTiming: RetryTiming;
  readonly stallTimeout: number;
  /** May hold a response back. */
  pace(response: IncomingMessage): void;
  /** Told of every attempt that failed and is made again. */
  readonly onRetry: (error: ReplicatorError) => void;
  /** Told of the bytes that came over the wire, and how long that took. */
  readonly onPayload: (bytes: number, milliseconds: number) => void;
  readonly onDecoded: (milliseconds: number) => void;
  locate(chunkIndex: number, fresh: boolean): Promise<ChunkLocation>;
}

/** A chunk as it was delivered. */
export interface DownloadedChunk {
  readonly bytes: Uint8Array;
  /** Of the delivered file, before it was decompressed: the same file gives the same digest, and little is to be read. */
  readonly digest: string;
  readonly wireBytes: number;
}

/** How often a chunk's link may turn out to have run out. */
const maximumRenewals = 3;

/** Where the manifest does not say how long a chunk is; far above what the service makes. */
const longestUnannounced = 1024 * 1024 * 1024;

/**
 * One chunk, decompressed and as long as it should be: three attempts in all, whatever went wrong; a link that ran out is
 * replaced and costs none. With `fresh`, a new link is asked for at once.
 * @throws ReplicatorError what the last attempt threw, `source.resultGone` where the file is not there any more
 */
export async function downloadChunk(
  chunk: ManifestChunk,
  compression: ResultManifest['compression'],
  ports: ChunkDownloadPorts,
  options: { readonly signal: AbortSignal; readonly fresh: boolean },
): Promise<DownloadedChunk> {
  const { signal } = options;
  let attemptsLeft = maximumAttempts;
  const onRetry = (error: ReplicatorError) => {
    attemptsLeft -= 1;
    ports.onRetry(error);
  };
  for (let renewals = 0; ; renewals += 1) {
    const location = await orCancelled(ports.locate(chunk.index, options.fresh || renewals > 0), signal);
    try {
      return await withRetries(
        async () => {
          const payload = await payloadOf(location, chunk, compression, ports, signal);
          const arrivedAt = performance.now();
          const bytes = await ports.decoder.decode(payload, chunk, compression);
          const digest = digestOf(payload);
          ports.decoder.release(payload, compression);
          ports.onDecoded(performance.now() - arrivedAt);
          return { bytes, digest, wireBytes: payload.length };
        },
        { signal, timing: ports.retryTiming, attempts: attemptsLeft, onRetry },
      );
    } catch (thrown) {
      const error = asReplicatorError(thrown);
      if (error.code !== 'source.linkExpired') throw error;
      if (renewals === maximumRenewals) throw whyStillExpired(error, chunk.index);
    }
  }
}

/** In memory of its own, from its start on. */
async function payloadOf(
  location: ChunkLocation,
  chunk: ManifestChunk,
  compression: ResultManifest['compression'],
  ports: ChunkDownloadPorts,
  signal: AbortSignal,
): Promise<Buffer> {
  const startedAt = performance.now();
  if (location.kind === 'attachment') {
    const content = Buffer.from(location.base64, 'base64');
    const payload = Buffer.from(ports.decoder.allocate(content.length, compression), 0, content.length);
    content.copy(payload);
    ports.onPayload(payload.length, 0);
    return payload;
  }
  const { agents, breakers, decoder, stallTimeout, pace } = ports;
  const longest = longestPayload(chunk);
  const payload = await breakers.run(hostOf(location), () =>
    download(
      location,
      agents,
      { stallTimeout, longest, pace, allocate: (length) => decoder.allocate(length, compression) },
      signal,
    ),
  );
  ports.onPayload(payload.length, performance.now() - startedAt);
  return payload;
}

/** Compression of what cannot be compressed adds a little; so do the headers of many small frames. */
function longestPayload(chunk: ManifestChunk): number {
  return chunk.bytes === undefined ? longestUnannounced : Math.ceil(chunk.bytes * 1.1) + 1024 * 1024;
}

function hostOf(link: Link): string {
  return new URL(link.url).host;
}

function whyStillExpired(error: ReplicatorError, chunk: number): ReplicatorError {
  if (error.facts.status !== 404) return error;
  return new ReplicatorError('source.resultGone', `The file of chunk ${chunk} is not there any more.`, {
    facts: { ...error.facts, chunk },
  });
}
