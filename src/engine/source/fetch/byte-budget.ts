import { orCancelled } from '../../../shared/cancellation.ts';

interface Waiting {
  readonly bytes: number;
  readonly admit: () => void;
}

/**
 * Bytes that may be under way between the network and the sink. First come, first served; what is larger than the whole
 * budget passes alone.
 */
export class ByteBudget {
  readonly #total: number;
  readonly #queue: Waiting[] = [];
  #taken = 0;

  constructor(total: number) {
    this.#total = total;
  }

  /** @throws ReplicatorError `run.cancelled`, and then nothing has been taken */
  async take(bytes: number, signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const waiting = { bytes, admit: resolve };
    this.#queue.push(waiting);
    this.#admit();
    try {
      await orCancelled(promise, signal);
    } catch (thrown) {
      const position = this.#queue.indexOf(waiting);
      if (position === -1) this.give(bytes);
      else this.#queue.splice(position, 1);
      throw thrown;
    }
  }

  /** Bytes come back; fewer than none where more turned out to be needed than was taken. */
  give(bytes: number): void {
    this.#taken -= bytes;
    this.#admit();
  }

  #admit(): void {
    for (let next = this.#queue[0]; next !== undefined; next = this.#queue[0]) {
      if (this.#taken > 0 && this.#taken + next.bytes > this.#total) return;
      this.#queue.shift();
      this.#taken += next.bytes;
      next.admit();
    }
  }
}
