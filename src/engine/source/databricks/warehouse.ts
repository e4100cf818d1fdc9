import { z } from 'zod';
import { waitFor } from '../../../shared/cancellation.ts';
import { ReplicatorError } from '../../../shared/errors.ts';
import { growingDelays, type PollTiming } from './poll-timing.ts';
import { emptyAnswer, type RestClient } from './rest-client.ts';

const warehouseAnswer = z.object({ state: z.string() });

/** The SQL warehouse as the REST API shows it; nothing here wakes it but `untilRunning`. */
export class Warehouse {
  readonly id: string;
  readonly #rest: RestClient;
  readonly #timing: PollTiming;

  constructor(id: string, rest: RestClient, timing: PollTiming) {
    this.id = id;
    this.#rest = rest;
    this.#timing = timing;
  }

  /** `RUNNING`, `STARTING`, … @throws ReplicatorError `source.warehouseGone`, `auth.*`, `network.*` */
  async state(signal: AbortSignal): Promise<string> {
    try {
      const { value } = await this.#rest.send({
        method: 'GET',
        path: this.#path(),
        answer: warehouseAnswer,
        signal,
      });
      if (value.state === 'DELETED' || value.state === 'DELETING') throw this.#gone();
      return value.state;
    } catch (thrown) {
      throw thrown instanceof ReplicatorError && thrown.code === 'source.notFound' ? this.#gone() : thrown;
    }
  }

  /** Starts the warehouse where it is stopped, and waits for it, however long that takes. */
  async untilRunning(signal: AbortSignal): Promise<void> {
    for (const delay of growingDelays(this.#timing)) {
      const state = await this.state(signal);
      if (state === 'RUNNING') return;
      if (state === 'STOPPED') {
        await this.#rest.send({
          method: 'POST',
          path: `${this.#path()}/start`,
          body: {},
          answer: emptyAnswer,
          signal,
        });
      }
      await waitFor(delay, signal);
    }
  }

  #path(): string {
    return `/api/2.0/sql/warehouses/${encodeURIComponent(this.id)}`;
  }

  #gone(): ReplicatorError {
    return new ReplicatorError('source.warehouseGone', `There is no SQL warehouse ${this.id} any more.`, {
      facts: { warehouseId: this.id },
    });
  }
}
