import process from 'node:process';
import type { SampleProcess } from '../../connections/sample-process.ts';
import { childEnvironment } from '../engine-process/child-environment.ts';

/** The sample warehouse's process: one per window, started when it is first asked for, and anew when it has died. */
export class SampleServer {
  readonly #entry: string;
  readonly #ending = new AbortController();
  #started: Promise<SampleProcess> | undefined;

  /** @param entry - absolute path of the bundled `cli.js` */
  constructor(entry: string) {
    this.#entry = entry;
  }

  /** @throws ReplicatorError `network.unavailable`, `run.cancelled` */
  running(): Promise<SampleProcess> {
    this.#started ??= this.#start();
    return this.#started;
  }

  async close(): Promise<void> {
    this.#ending.abort();
    const sample = await this.#started?.catch(() => undefined);
    await sample?.close();
  }

  async #start(): Promise<SampleProcess> {
    const forget = (): void => {
      this.#started = undefined;
    };
    try {
      const { startSampleProcess } = await import('../../connections/sample-process.ts');
      const launch = {
        node: process.execPath,
        entry: this.#entry,
        env: childEnvironment(process.env),
        ownGroup: false,
      };
      const sample = await startSampleProcess(launch, this.#ending.signal);
      sample.exited.then(forget);
      return sample;
    } catch (error) {
      forget();
      throw error;
    }
  }
}
