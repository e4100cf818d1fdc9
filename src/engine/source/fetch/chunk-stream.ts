import { cancelledError } from '../../../shared/cancellation.ts';
import { type ErrorData, ReplicatorError, retryPolicies, toErrorData } from '../../../shared/errors.ts';
import type { ToSink } from '../../chunk-port.ts';
import { maximumAttempts } from '../../resilience/retry.ts';
import type { FetchTotals, ManifestChunk } from '../source.ts';
import type { BudgetShare } from './byte-budget.ts';
import { type ChunkDownloadPorts, type DownloadedChunk, downloadChunk } from './chunk-download.ts';
import { SeenFiles } from './seen-files.ts';
import type { StreamRequest } from './thread-protocol.ts';

export interface ChunkStreamPorts extends Omit<ChunkDownloadPorts, 'onRetry' | 'onPayload' | 'onDecoded'> {
  /** Of the bytes that all streams together may have under way. */
  readonly budget: BudgetShare;
  send(message: ToSink): void;
}

/** About what the service makes of a chunk, for the credit of those whose length it does not say. */
const usualChunkBytes = 20 * 1024 * 1024;

/** Decompressed bytes, as far as they are known before it is downloaded. */
export function creditOf(chunk: ManifestChunk): number {
  return chunk.bytes ?? usualChunkBytes;
}

/** The chunks of one result on their way to the sink. */
export class ChunkStream {
  readonly #request: StreamRequest;
  readonly #ports: ChunkStreamPorts;
  readonly #budget: BudgetShare;
  readonly #stop = new AbortController();
  readonly #waiting: ManifestChunk[];
  readonly #lanes = new Set<Promise<void>>();
  readonly #seen: SeenFiles;
  #parallel: number;
  #wireBytes = 0;
  #retries = 0;
  #downloadMs = 0;
  #decodeMs = 0;

  constructor(request: StreamRequest, ports: ChunkStreamPorts) {
    this.#request = request;
    this.#ports = ports;
    this.#budget = ports.budget;
    this.#waiting = [...request.chunks];
    this.#parallel = Math.max(1, request.parallel);
    this.#seen = new SeenFiles(request.knownDigests);
  }

  /** Ends the stream at the sink in any case. @throws ReplicatorError the first that could not be helped */
  async run(): Promise<FetchTotals> {
    const { streamId } = this.#request;
    try {
      const lanes = Array.from({ length: Math.min(this.#parallel, this.#waiting.length) }, (_, lane) =>
        this.#fetchInLane(lane),
      );
      for (const lane of lanes) this.#lanes.add(lane);
      await Promise.all(lanes);
    } catch (thrown) {
      this.#stop.abort();
      // Nothing may reach the sink after the end of the stream.
      await Promise.allSettled(this.#lanes);
      this.#budget.close();
      this.#end(toErrorData(thrown));
      throw thrown;
    }
    this.#budget.close();
    this.#ports.send({ kind: 'end', streamId });
    return {
      wireBytes: this.#wireBytes,
      retries: this.#retries,
      downloadMs: this.#downloadMs,
      decodeMs: this.#decodeMs,
    };
  }

  cancel(): void {
    this.#stop.abort();
  }

  async #fetchInLane(lane: number): Promise<void> {
    // A lane beyond the present limit ends after its chunk; the others take over what waits.
    while (lane < this.#parallel) {
      const chunk = this.#waiting.shift();
      if (chunk === undefined) return;
      await this.#fetch(chunk);
    }
  }

  async #fetch(chunk: ManifestChunk): Promise<void> {
    const { streamId } = this.#request;
    const expected = creditOf(chunk);
    await this.#budget.take(expected, this.#stop.signal);
    const { bytes, digest, wireBytes } = await this.#download(chunk).catch((thrown: unknown) => {
      this.#budget.give(expected);
      throw thrown;
    });
    this.#budget.give(expected - bytes.byteLength);
    if (this.#stop.signal.aborted) {
      this.#budget.give(bytes.byteLength);
      throw cancelledError();
    }
    this.#ports.send({
      kind: 'chunk',
      streamId,
      index: chunk.index,
      rows: chunk.rows,
      bytes,
      digest,
      ...(this.#request.compression === 'none' ? {} : { wireBytes }),
    });
  }

  /**
   * A file that came for another chunk too is asked for again over a fresh link. If it stays the same, its rows may really
   * be the same: it is handed on, and whoever sees the digests must compare the table with its source.
   */
  async #download(chunk: ManifestChunk): Promise<DownloadedChunk> {
    const ports: ChunkDownloadPorts = {
      ...this.#ports,
      onRetry: (error) => this.#onRetry(error),
      onPayload: (bytes, milliseconds) => {
        this.#wireBytes += bytes;
        this.#downloadMs += milliseconds;
      },
      onDecoded: (milliseconds) => {
        this.#decodeMs += milliseconds;
      },
    };
    for (let attempt = 1; ; attempt += 1) {
      const options = { signal: this.#stop.signal, fresh: attempt > 1 };
      const downloaded = await downloadChunk(chunk, this.#request.compression, ports, options);
      if (chunk.rows === 0 || this.#seen.take(downloaded.digest)) return downloaded;
      if (attempt === maximumAttempts) {
        this.#seen.accept(downloaded.digest);
        return downloaded;
      }
      this.#onRetry(
        new ReplicatorError('integrity.payload', `The file of chunk ${chunk.index} came for another chunk, too.`, {
          facts: { chunk: chunk.index },
        }),
      );
    }
  }

  #onRetry(error: ReplicatorError): void {
    this.#retries += 1;
    if (retryPolicies[error.code] === 'backoffAndShrink') this.#parallel = Math.max(1, Math.floor(this.#parallel / 2));
  }

  #end(error: ErrorData): void {
    this.#ports.send({ kind: 'end', streamId: this.#request.streamId, error });
  }
}
