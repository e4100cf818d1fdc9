import type { RunSummary } from '../../shared/receipt.ts';
import type { RunRecord } from '../../shared/run-record.ts';
import { isActive } from './run-states.ts';

export interface RunBookParts {
  /** The record that is new or changed; undefined where one was taken away. */
  readonly changed: (record: RunRecord | undefined, id: string) => void;
  readonly now: () => Date;
}

/** The records of all runs, as they are at this moment. */
export class RunBook {
  readonly #parts: RunBookParts;
  /** In the order in which they were started. */
  readonly #records: Map<string, RunRecord>;
  readonly #endings = new Map<string, PromiseWithResolvers<RunRecord>>();

  constructor(parts: RunBookParts, earlier: readonly RunRecord[]) {
    this.#parts = parts;
    this.#records = new Map(earlier.map((record) => [record.id, record]));
  }

  /** Newest first. */
  list(): readonly RunRecord[] {
    return [...this.#records.values()].sort((a, b) => b.startedAt.localeCompare(a.startedAt));
  }

  find(id: string): RunRecord | undefined {
    return this.#records.get(id);
  }

  /** Resolves with the final record. */
  ended(id: string): Promise<RunRecord> {
    const record = this.#records.get(id);
    if (record !== undefined && !isActive(record)) return Promise.resolve(record);
    const ending = this.#endings.get(id) ?? Promise.withResolvers<RunRecord>();
    this.#endings.set(id, ending);
    return ending.promise;
  }

  forget(id: string): void {
    const record = this.#records.get(id);
    if (record === undefined || isActive(record)) return;
    this.#records.delete(id);
    this.#parts.changed(undefined, id);
  }

  /** Takes over what another window has left. */
  adopt(record: RunRecord): void {
    if (!this.#records.has(record.id)) this.write(record);
  }

  write(record: RunRecord): RunRecord {
    this.#records.set(record.id, record);
    this.#parts.changed(record, record.id);
    return record;
  }

  patch(id: string, change: Partial<RunRecord>): void {
    const record = this.#records.get(id);
    if (record !== undefined) this.write({ ...record, ...change });
  }

  end(record: RunRecord): RunRecord {
    const ended = this.write({ ...record, endedAt: this.#parts.now().toISOString() });
    this.#endings.get(record.id)?.resolve(ended);
    this.#endings.delete(record.id);
    return ended;
  }

  /** One copy before the present one is kept, so an earlier run of the same tables cannot be undone any more. */
  supersede({ id, file }: RunRecord, { tables }: RunSummary): void {
    const targets = new Set(tables.filter(({ state }) => state === 'done').map(({ target }) => target));
    const earlier = this.list().filter((one) => one.undoable && one.id !== id && one.file === file);
    for (const { id: superseded, summary } of earlier) {
      if (summary?.tables.some(({ target }) => targets.has(target))) this.patch(superseded, { undoable: false });
    }
  }
}
