import { cancelledError } from '../shared/cancellation.ts';
import type { OperationId } from '../shared/protocol/engine-protocol.ts';

/** What is under way, so that it can be cancelled by name. */
export class Operations {
  readonly #running = new Map<OperationId, AbortController>();
  readonly #everything = new AbortController();
  readonly #settled = new Set<Promise<unknown>>();

  /** Aborted when the process is about to end. */
  get ending(): AbortSignal {
    return this.#everything.signal;
  }

  async run<T>(id: OperationId, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (this.ending.aborted) throw cancelledError();
    const own = new AbortController();
    this.#running.set(id, own);
    const working = work(AbortSignal.any([own.signal, this.ending]));
    this.#settled.add(working);
    try {
      return await working;
    } finally {
      this.#settled.delete(working);
      if (this.#running.get(id) === own) this.#running.delete(id);
    }
  }

  cancel(id: OperationId): void {
    this.#running.get(id)?.abort();
  }

  /** Cancels everything; resolves when nothing is under way any more. */
  async end(): Promise<void> {
    this.#everything.abort();
    await Promise.allSettled(this.#settled);
  }
}
