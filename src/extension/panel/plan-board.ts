import { asReplicatorError, type ReplicatorError } from '../../shared/errors.ts';
import type { Plan } from '../../shared/plan.ts';

export type KeptPlan =
  | { readonly state: 'planning'; readonly abort: AbortController }
  | { readonly state: 'ready'; readonly plan: Plan; readonly identity: string | undefined }
  | { readonly state: 'failed'; readonly error: ReplicatorError; readonly identity: string | undefined };

/** The newest plan of each document, kept while the window lives, also while its panel is closed. */
export class PlanBoard {
  readonly #kept = new Map<string, KeptPlan>();
  readonly #listeners = new Set<(document: string) => void>();

  /** @returns what stops listening */
  onDidChange(listen: (document: string) => void): { dispose(): void } {
    this.#listeners.add(listen);
    return { dispose: () => void this.#listeners.delete(listen) };
  }

  find(document: string): KeptPlan | undefined {
    return this.#kept.get(document);
  }

  /**
   * Plans, unless that is under way. What becomes of it is on the board; a cancelled one leaves nothing.
   * @param identity - what the document asked for when it was planned
   */
  async plan(
    document: string,
    identity: string | undefined,
    make: (signal: AbortSignal) => Promise<Plan>,
  ): Promise<void> {
    const before = this.#kept.get(document);
    if (before?.state === 'planning') return;
    const abort = new AbortController();
    this.#keep(document, { state: 'planning', abort });
    try {
      this.#keep(document, { state: 'ready', plan: await make(abort.signal), identity });
    } catch (thrown) {
      const error = asReplicatorError(thrown);
      const cancelled = error.code === 'run.cancelled' || abort.signal.aborted;
      this.#keep(document, cancelled ? before : { state: 'failed', error, identity });
    }
  }

  cancel(document: string): void {
    const kept = this.#kept.get(document);
    if (kept?.state === 'planning') kept.abort.abort();
  }

  /** A run has begun, so what was planned before it is out of date. */
  drop(document: string): void {
    if (this.#kept.get(document)?.state === 'ready') this.#keep(document, undefined);
  }

  #keep(document: string, kept: KeptPlan | undefined): void {
    if (kept === undefined) this.#kept.delete(document);
    else this.#kept.set(document, kept);
    for (const listen of this.#listeners) listen(document);
  }
}
