import type { RunRecord } from '../../shared/run-record.ts';
import { isActive } from './run-states.ts';
import type { RunStore } from './run-store.ts';

/** A run that goes on is written down this often, so that one can tell later how long ago it was broken off. */
const heartbeatMs = 20_000;

/** Writes down what becomes of the runs, and of their progress only a sign of life now and then. */
export class RunJournal {
  readonly #store: RunStore;
  readonly #workspace: string;
  readonly #owners: () => readonly number[];
  readonly #noted = new Map<string, { readonly shape: string; readonly at: number }>();
  #written: Promise<unknown> = Promise.resolve();

  constructor(store: RunStore, workspace: string, owners: () => readonly number[]) {
    this.#store = store;
    this.#workspace = workspace;
    this.#owners = owners;
  }

  /** Settles when everything so far has been written. */
  get written(): Promise<unknown> {
    return this.#written;
  }

  note(record: RunRecord): void {
    const shape = [record.state, record.runId, record.title, record.undoable].join(' ');
    const before = this.#noted.get(record.id);
    const at = Date.now();
    if (before?.shape === shape && isActive(record) && at - before.at < heartbeatMs) return;
    this.#noted.set(record.id, { shape, at });
    const seenAt = new Date(at).toISOString();
    const stored = { record, owners: this.#owners(), workspace: this.#workspace, seenAt };
    this.#written = Promise.all([this.#written, this.#store.save(stored)]);
  }

  remove(id: string): void {
    this.#noted.delete(id);
    this.#written = Promise.all([this.#written, this.#store.remove(id)]);
  }
}
