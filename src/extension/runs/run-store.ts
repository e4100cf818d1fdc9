import type { Memento } from 'vscode';
import type { RunRecord } from '../../shared/run-record.ts';
import { readStoredRun } from './read-stored-run.ts';
import { isActive } from './run-states.ts';

/** A record with what only matters for going on with it. */
export interface StoredRun {
  readonly record: RunRecord;
  /** Processes that carry it out: those of the window and of its engine. */
  readonly owners: readonly number[];
  /** What stays of that window when it is reloaded. */
  readonly workspace: string;
  /** ISO 8601; its last sign of life. */
  readonly seenAt: string;
}

const prefix = 'replicator.run:';
const kept = 100;

/**
 * Runs as they outlive the window. The editor keeps all keys of an extension as one value, which every window writes as a
 * whole: of two that write at the same moment one loses. A run that goes on is written again soon; one whose end is lost
 * counts as broken off.
 */
export class RunStore {
  readonly #memento: Memento;

  constructor(memento: Memento) {
    this.#memento = memento;
  }

  /** Newest first. */
  load(): readonly StoredRun[] {
    return this.#memento
      .keys()
      .filter((key) => key.startsWith(prefix))
      .map((key) => readStoredRun(this.#memento.get(key)))
      .filter((stored) => stored !== undefined)
      .sort((a, b) => b.record.startedAt.localeCompare(a.record.startedAt));
  }

  /** Keeps the newest ones; the figures of a run that goes on are left out. */
  async save(stored: StoredRun): Promise<void> {
    const { progress: _, ...record } = stored.record;
    await this.#memento.update(prefix + record.id, { ...stored, record });
    const ended = this.load().filter((one) => !isActive(one.record));
    await Promise.all(ended.slice(kept).map((one) => this.remove(one.record.id)));
  }

  async remove(id: string): Promise<void> {
    await this.#memento.update(prefix + id, undefined);
  }
}
