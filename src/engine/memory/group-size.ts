import type { RunMemory } from './run-memory.ts';

/** How often the rows of one table are written again in smaller groups before that is given up. */
const mostHalvings = 6;
const leastBytes = 1;

/** How large the groups of one table may be: what the run allows, and less where DuckDB had no memory left. */
export class GroupSize {
  readonly #memory: Pick<RunMemory, 'groupBytes'>;
  #most = Number.POSITIVE_INFINITY;
  #halvings = 0;
  readonly #threads: number;

  /** @param threads that write a group as long as there is memory for it */
  constructor(memory: Pick<RunMemory, 'groupBytes'>, threads: number) {
    this.#memory = memory;
    this.#threads = threads;
  }

  /** Each thread needs memory of its own, so that the first thing to do without is the second one. */
  get threads(): number {
    return this.#halvings === 0 ? this.#threads : 1;
  }

  /** Decompressed bytes; asked anew for every group. */
  get bytes(): number {
    return Math.min(this.#memory.groupBytes, this.#most);
  }

  get halvings(): number {
    return this.#halvings;
  }

  /**
   * A group found no memory; the next ones are at most half as large.
   * @param written decompressed bytes that it had written by then; 0 where that is not known
   * @returns false where another attempt is no longer worth it
   */
  halve(written: number): boolean {
    if (this.#halvings === mostHalvings) return false;
    this.#halvings += 1;
    const failed = written === 0 ? this.bytes : Math.min(this.bytes, written);
    this.#most = Math.max(leastBytes, Math.floor(failed / 2));
    return true;
  }
}
