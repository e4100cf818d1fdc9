import type { RunRecord } from '../../shared/run-record.ts';
import { isActive } from './run-states.ts';
import type { RunStore } from './run-store.ts';

/** A run that goes on is written down this often, whatever it does, so that others can tell that it does. */
export const heartbeatMs = 20_000;

/** Writes down what becomes of the runs, and of those that go on a sign of life now and then. */
export class RunJournal {
  readonly #store: Pick<RunStore, 'save' | 'remove'>;
  readonly #workspace: string;
  readonly #owners: () => readonly number[];
  readonly #active = new Map<string, RunRecord>();
  readonly #heartbeat = setInterval(() => this.#beat(), heartbeatMs);
  #written: Promise<unknown> = Promise.resolve();

  constructor(store: Pick<RunStore, 'save' | 'remove'>, workspace: string, owners: () => readonly number[]) {
    this.#store = store;
    this.#workspace = workspace;
    this.#owners = owners;
  }

  note(record: RunRecord): void {
    const before = this.#active.get(record.id);
    if (isActive(record)) this.#active.set(record.id, record);
    else this.#active.delete(record.id);
    if (before === undefined || shapeOf(before) !== shapeOf(record)) this.#write(record);
  }

  remove(id: string): void {
    this.#active.delete(id);
    this.#written = Promise.all([this.#written, this.#store.remove(id)]);
  }

  /** Settles when everything so far has been written; there are no further signs of life. */
  async close(): Promise<void> {
    clearInterval(this.#heartbeat);
    await this.#written;
  }

  #beat(): void {
    for (const record of this.#active.values()) this.#write(record);
  }

  #write(record: RunRecord): void {
    const stored = { record, owners: this.#owners(), workspace: this.#workspace, seenAt: new Date().toISOString() };
    this.#written = Promise.all([this.#written, this.#store.save(stored)]);
  }
}

/** While it stays, there is nothing new to write down. */
function shapeOf({ state, runId, title }: RunRecord): string {
  return [state, runId, title].join(' ');
}
