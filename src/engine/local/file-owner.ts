import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { orCancelled, throwIfCancelled } from '../../shared/cancellation.ts';
import { ReplicatorError } from '../../shared/errors.ts';
import type { ChunkPortEnds } from '../chunk-port.ts';
import type { Sample, SampleRequest, Sink, SinkRow, Statement } from '../sink/sink.ts';
import { Opening } from './opening.ts';

/** The file is let go when nobody has looked at it for so long, so that other programs can have it. */
const idleMs = 3000;
/** Who looks keeps nobody from working any longer than this: then it is stopped, and begun again once that is possible. */
const graceMs = 500;

/** Questions to the file, which are stopped with the signal that they were begun with. */
export interface Look {
  read(statement: Statement): Promise<readonly SinkRow[]>;
  /** @throws ReplicatorError `query.invalid` */
  sample(request: SampleRequest): Promise<Sample>;
}

/** The file for one piece of work that writes; the work opens and closes the sink. */
export interface Held {
  readonly sink: Sink;
  readonly port: ChunkPortEnds;
}

/**
 * The one owner of a DuckDB file in this process: two instances on one file would corrupt it, because its lock is the
 * process's. Whoever looks shares one opening to read; a run has one of its own, at which others may look meanwhile.
 */
export class FileOwner {
  readonly #file: string;
  readonly #sinkEntry: URL;
  #looking: Opening | undefined;
  #working: Opening | undefined;
  /** For what is calculated without the file. */
  #beside: Opening | undefined;
  /** The opening to read is on its way out. */
  #ending = false;
  #idle: NodeJS.Timeout | undefined;
  #lastWork: Promise<void> = Promise.resolve();
  #runs = 0;
  #change = Promise.withResolvers<void>();

  /** @param file - as `resolveTarget` gives it */
  constructor(file: string, sinkEntry: URL) {
    this.#file = file;
    this.#sinkEntry = sinkEntry;
  }

  /**
   * @param work may be begun again, where the file changes hands
   * @throws ReplicatorError `sink.*`, `run.cancelled`, and what the work throws
   */
  async look<T>(work: (look: Look) => Promise<T>, signal: AbortSignal): Promise<T> {
    for (;;) {
      const opening = await this.#join(signal);
      try {
        return await this.#lookAt(opening, work, signal);
      } catch (error) {
        const moved = opening.isLeaving && !signal.aborted;
        if (!moved || !(error instanceof ReplicatorError) || error.code !== 'run.cancelled') throw error;
      } finally {
        this.#leave(opening);
      }
    }
  }

  async #lookAt<T>(opening: Opening, work: (look: Look) => Promise<T>, signal: AbortSignal): Promise<T> {
    const id = randomUUID();
    const stop = (): void => void opening.thread.stop(id);
    signal.addEventListener('abort', stop, { once: true });
    opening.stops.add(stop);
    try {
      throwIfCancelled(signal);
      return await work({
        read: (statement) => opening.thread.read(id, statement),
        sample: (request) => opening.thread.sample(id, request),
      });
    } finally {
      signal.removeEventListener('abort', stop);
      opening.stops.delete(stop);
    }
  }

  /** Beside the file, which need not exist; calls that are under way together share a thread. */
  async calculate(statement: Statement): Promise<readonly SinkRow[]> {
    this.#beside ??= new Opening(this.#sinkEntry);
    const beside = this.#beside;
    beside.users += 1;
    try {
      return await beside.thread.calculate(statement);
    } finally {
      beside.users -= 1;
      if (beside.users === 0) {
        this.#beside = undefined;
        await beside.thread.end();
      }
    }
  }

  /** A run: one piece of work after the other; those who look at the file to read are waited for. */
  async work<T>(work: (held: Held) => Promise<T>, signal: AbortSignal): Promise<T> {
    this.#runs += 1;
    return this.#inTurn(work, signal).finally(() => {
      this.#runs -= 1;
    });
  }

  async #inTurn<T>(work: (held: Held) => Promise<T>, signal: AbortSignal): Promise<T> {
    const before = this.#lastWork;
    const { promise: over, resolve: end } = Promise.withResolvers<void>();
    // In order also where somebody has given up waiting.
    this.#lastWork = before.then(() => over);
    try {
      await orCancelled(before, signal);
      await this.#endLooking(signal);
      return await this.#withOpening(work);
    } finally {
      end();
      this.#tellChange();
    }
  }

  /**
   * A small change, which would meet what a run has only just published.
   * @throws ReplicatorError `usage.invalid` while there is a run
   */
  async change<T>(
    make: (sink: Pick<Sink, 'query' | 'transaction'>) => Promise<T>,
    limits: { readonly memoryBytes: number; readonly threads: number },
    signal: AbortSignal,
  ): Promise<T> {
    if (this.#runs > 0) {
      throw new ReplicatorError(
        'usage.invalid',
        `A run is writing to ${basename(this.#file)}; its tables can be dropped and its runs undone when that has ended.`,
      );
    }
    return this.#inTurn(async ({ sink }) => {
      await sink.open({ file: this.#file, ...limits });
      try {
        return await make(sink);
      } finally {
        await sink.close();
      }
    }, signal);
  }

  /** Lets go of the file; what is under way is to be cancelled first. */
  async close(): Promise<void> {
    await this.#lastWork;
    await this.#endLooking(new AbortController().signal);
  }

  async #join(signal: AbortSignal): Promise<Opening> {
    for (;;) {
      throwIfCancelled(signal);
      if (this.#working?.isOpen) {
        this.#working.users += 1;
        return this.#working;
      }
      if (this.#working === undefined && !this.#ending) return this.#joinLooking();
      await orCancelled(this.#change.promise, signal);
    }
  }

  async #joinLooking(): Promise<Opening> {
    clearTimeout(this.#idle);
    this.#looking ??= new Opening(this.#sinkEntry);
    const opening = this.#looking;
    opening.users += 1;
    try {
      await opening.openToLook(this.#file);
      return opening;
    } catch (error) {
      this.#leave(opening);
      throw error;
    }
  }

  #leave(opening: Opening): void {
    opening.users -= 1;
    this.#tellChange();
    if (opening !== this.#looking || opening.users > 0) return;
    if (opening.isOpen && !opening.thread.hasEnded) {
      this.#idle = setTimeout(() => void this.#endIdle(opening), idleMs).unref();
    } else void this.#endIdle(opening);
  }

  async #endIdle(opening: Opening): Promise<void> {
    if (this.#ending || this.#looking !== opening || opening.users > 0) return;
    // Nobody waits for it; who comes next meets what is wrong.
    await this.#endLooking(new AbortController().signal).catch(() => undefined);
  }

  /** Resolves when nobody has the file open to read any more. */
  async #endLooking(signal: AbortSignal): Promise<void> {
    while (this.#ending) await orCancelled(this.#change.promise, signal);
    const looking = this.#looking;
    if (looking === undefined) return;
    this.#ending = true;
    clearTimeout(this.#idle);
    try {
      await this.#untilUnused(looking, signal);
      await looking.thread.end();
      this.#looking = undefined;
    } finally {
      this.#ending = false;
      this.#tellChange();
    }
  }

  async #untilUnused(opening: Opening, signal: AbortSignal): Promise<void> {
    opening.isLeaving = true;
    const timer = setTimeout(() => {
      for (const stop of opening.stops) stop();
    }, graceMs);
    try {
      while (opening.users > 0) await orCancelled(this.#change.promise, signal);
    } catch (error) {
      opening.isLeaving = false;
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  async #withOpening<T>(work: (held: Held) => Promise<T>): Promise<T> {
    const opening = new Opening(this.#sinkEntry);
    this.#working = opening;
    const unused = (): Promise<void> => this.#untilUnused(opening, new AbortController().signal);
    const sink = opening.sinkForWork(() => this.#tellChange(), unused);
    try {
      return await work({ sink, port: opening.port });
    } finally {
      opening.isOpen = false;
      await opening.thread.end();
      this.#working = undefined;
    }
  }

  #tellChange(): void {
    const { resolve } = this.#change;
    this.#change = Promise.withResolvers();
    resolve();
  }
}
