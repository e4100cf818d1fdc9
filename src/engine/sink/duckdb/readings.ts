import { setTimeout as delay } from 'node:timers/promises';
import { cancelledError } from '../../../shared/cancellation.ts';
import type { Reader } from './reader.ts';

const interruptMs = 20;

interface Reading {
  readonly look: string;
  readonly reader: Reader;
}

/** The looks at a file that are under way. */
export class Readings {
  readonly #running = new Set<Reading>();
  readonly #settling = new Set<Promise<unknown>>();
  readonly #stopped = new Set<string>();

  async add<T>(look: string, open: () => Promise<Reader>, work: (reader: Reader) => Promise<T>): Promise<T> {
    const reading = this.#read(look, open, work);
    this.#settling.add(reading);
    try {
      return await reading;
    } finally {
      this.#settling.delete(reading);
    }
  }

  /** Resolves when nothing of this name is under way any more. */
  async stop(look: string): Promise<void> {
    this.#stopped.add(look);
    // An interrupt is lost when it falls between two statements, so it is said until nothing of it runs.
    for (;;) {
      const running = [...this.#running].filter((one) => one.look === look);
      if (running.length === 0) return;
      for (const { reader } of running) reader.interrupt();
      await delay(interruptMs);
    }
  }

  async idle(): Promise<void> {
    await Promise.allSettled(this.#settling);
  }

  async #read<T>(look: string, open: () => Promise<Reader>, work: (reader: Reader) => Promise<T>): Promise<T> {
    const reader = await open();
    const reading = { look, reader };
    this.#running.add(reading);
    try {
      if (this.#stopped.has(look)) throw cancelledError();
      return await work(reader);
    } finally {
      this.#running.delete(reading);
      reader.close();
    }
  }
}
