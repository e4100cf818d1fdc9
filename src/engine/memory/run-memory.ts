import type { Limits } from '../../shared/plan.ts';
import type { ChunkFetcher } from '../source/source.ts';
import { divideMemory, type MemoryShares, type TableMemory } from './divide-memory.ts';
import { MemoryPressure } from './memory-pressure.ts';

/** Bytes that the whole process takes now. */
export type ReadMemory = () => number;

const sampleMs = 50;

export interface RunMemoryOptions {
  readonly limits: Limits;
  readonly tables: readonly TableMemory[];
  readonly fetcher: Pick<ChunkFetcher, 'limit'>;
  /** Bytes per second over the wire that the fetcher may use; absent for as fast as it goes. */
  readonly bandwidthBytes?: number;
  /** Absent where nobody can say: then the shares stay as they are divided. */
  readonly readMemory?: ReadMemory;
  /** Told when there is less of everything, or more again. */
  readonly onScale?: (scale: number, usedBytes: number) => void;
}

/** The highest of what the process took since the watch began, in bytes. */
export interface PeakWatch {
  readonly peakBytes: number;
}

/** Keeps a run within its memory: looks at what the process takes, and gives downloads and groups less or more. */
export class RunMemory {
  readonly shares: MemoryShares;
  readonly #options: RunMemoryOptions;
  readonly #pressure: MemoryPressure;
  readonly #watches = new Set<{ peakBytes: number }>();
  readonly #timer: NodeJS.Timeout | undefined;

  constructor(options: RunMemoryOptions) {
    this.#options = options;
    this.shares = divideMemory(options.limits, options.tables);
    this.#pressure = new MemoryPressure(options.limits.memoryBytes);
    this.#tell();
    if (options.readMemory !== undefined) this.#timer = setInterval(() => this.#sample(), sampleMs).unref();
  }

  /** Undefined where nobody can say. */
  get usedBytes(): number | undefined {
    return this.#options.readMemory?.();
  }

  /** Decompressed bytes after which a group is to be committed now. */
  get groupBytes(): number {
    const { groupBytes, leastGroupBytes } = this.shares;
    return Math.max(1, leastGroupBytes, Math.floor(groupBytes * this.#pressure.scale));
  }

  /** Undefined where nobody can say. */
  watchPeak(): (PeakWatch & Disposable) | undefined {
    const used = this.usedBytes;
    if (used === undefined) return undefined;
    const watch = { peakBytes: used, [Symbol.dispose]: () => void this.#watches.delete(watch) };
    this.#watches.add(watch);
    return watch;
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #sample(): void {
    const used = this.usedBytes;
    if (used === undefined) return;
    for (const watch of this.#watches) watch.peakBytes = Math.max(watch.peakBytes, used);
    const before = this.#pressure.scale;
    this.#pressure.observe(used, performance.now());
    const { scale } = this.#pressure;
    if (scale === before) return;
    this.#tell();
    this.#options.onScale?.(scale, used);
  }

  #tell(): void {
    const { fetcher, bandwidthBytes } = this.#options;
    fetcher.limit({
      flightBytes: Math.floor(this.shares.flightBytes * this.#pressure.scale),
      ...(bandwidthBytes === undefined ? {} : { bandwidthBytes }),
    });
  }
}
