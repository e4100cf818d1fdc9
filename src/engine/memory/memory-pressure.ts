/** From this part of the limit on there is less of everything. */
const tight = 0.98;
/** Below this part of the limit, for a while, there is more again. */
const roomy = 0.88;
/** Milliseconds until what was taken away shows in the memory of the process. */
const untilShown = 500;
const untilRoomy = 2000;
const leastScale = 1 / 8;

/**
 * How much of its shares a run may use, by what the process really takes: near the limit half, and half of that, and so on;
 * once there is room again twice as much, step by step, up to all.
 */
export class MemoryPressure {
  readonly #limitBytes: number;
  #scale = 1;
  #changedAt = Number.NEGATIVE_INFINITY;
  #roomySince: number | undefined;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  /** Between an eighth and 1. */
  get scale(): number {
    return this.#scale;
  }

  /** @param at milliseconds, of any clock that only goes forward */
  observe(usedBytes: number, at: number): void {
    const part = usedBytes / this.#limitBytes;
    if (part >= roomy) this.#roomySince = undefined;
    else this.#roomySince ??= at;
    if (part >= tight) {
      if (at - this.#changedAt >= untilShown) this.#change(Math.max(leastScale, this.#scale / 2), at);
    } else if (this.#roomySince !== undefined && at - Math.max(this.#roomySince, this.#changedAt) >= untilRoomy) {
      this.#change(Math.min(1, this.#scale * 2), at);
    }
  }

  #change(scale: number, at: number): void {
    if (scale === this.#scale) return;
    this.#scale = scale;
    this.#changedAt = at;
  }
}
