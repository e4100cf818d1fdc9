import type { PhaseTimes } from '../../shared/metrics.ts';

type Phase = keyof PhaseTimes;

/** How long a table has been in its phases, in milliseconds. */
export class PhaseClock {
  readonly #times: Record<Phase, number> = {
    statement: 0,
    download: 0,
    decode: 0,
    append: 0,
    checkpoint: 0,
    validate: 0,
  };

  add(phase: Phase, milliseconds: number): void {
    this.#times[phase] += milliseconds;
  }

  /** Counts also where the work fails. */
  async time<T>(phase: Phase, work: () => Promise<T>): Promise<T> {
    const startedAt = performance.now();
    try {
      return await work();
    } finally {
      this.add(phase, performance.now() - startedAt);
    }
  }

  /** Rounded. */
  get times(): PhaseTimes {
    const rounded = Object.entries(this.#times).map(([phase, time]) => [phase, Math.round(time)] as const);
    return Object.fromEntries(rounded) as Record<Phase, number>;
  }
}
