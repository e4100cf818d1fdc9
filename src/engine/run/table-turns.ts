import type { TablePlan } from '../../shared/plan.ts';

interface Waiting {
  readonly small: boolean;
  readonly begin: () => void;
}

/** Bytes on the source's side up to which a table is copied in a moment. */
const smallBytes = 8e6;

/** Whether others should let it pass; what nobody can say the size of may be large. */
export function isSmall({ sourceBytes }: Pick<TablePlan, 'sourceBytes'>): boolean {
  return sourceBytes !== undefined && sourceBytes <= smallBytes;
}

/**
 * So many tables at once, in their order; only that as long as small ones wait, large ones leave one place to them, so that
 * they do not have to wait until a large one is done.
 */
export class TableTurns {
  readonly #places: number;
  readonly #waiting: Waiting[] = [];
  #running = { large: 0, small: 0 };

  constructor(places: number) {
    this.#places = places;
  }

  async run<T>(small: boolean, work: () => Promise<T>): Promise<T> {
    await new Promise<void>((begin) => {
      this.#waiting.push({ small, begin });
      // Only once all that are asked for at the same time are known.
      queueMicrotask(() => this.#next());
    });
    try {
      return await work();
    } finally {
      this.#running[small ? 'small' : 'large'] -= 1;
      this.#next();
    }
  }

  #next(): void {
    for (;;) {
      const { large, small } = this.#running;
      if (large + small >= this.#places) return;
      const smallWaits = this.#waiting.some((one) => one.small);
      const forLarge = smallWaits || small > 0 ? this.#places - 1 : this.#places;
      const next = this.#waiting.findIndex((one) => one.small || large < forLarge);
      const [found] = next === -1 ? [] : this.#waiting.splice(next, 1);
      if (found === undefined) return;
      this.#running[found.small ? 'small' : 'large'] += 1;
      found.begin();
    }
  }
}
