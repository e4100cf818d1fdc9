/** Calls with the newest value, at once or as soon as the interval since the last call is over. */
export class LatestOnly<T> {
  readonly #intervalMs: number;
  readonly #call: (value: T) => void;
  #timer: NodeJS.Timeout | undefined;
  #waiting: { readonly value: T } | undefined;

  constructor(intervalMs: number, call: (value: T) => void) {
    this.#intervalMs = intervalMs;
    this.#call = call;
  }

  push(value: T): void {
    this.#waiting = { value };
    if (this.#timer === undefined) this.#flush();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = undefined;
  }

  #flush(): void {
    this.#timer = undefined;
    if (this.#waiting === undefined) return;
    const { value } = this.#waiting;
    this.#waiting = undefined;
    this.#timer = setTimeout(() => this.#flush(), this.#intervalMs);
    this.#call(value);
  }
}
