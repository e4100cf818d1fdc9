/** The newest lines of a log, for a report; older ones go. */
export class RecentLines {
  readonly #most: number;
  #lines: string[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  add(line: string): void {
    this.#lines.push(line);
    // Not at every line, because shifting a long list is slow.
    if (this.#lines.length > this.#most * 2) this.#lines = this.list();
  }

  /** Oldest first. */
  list(): string[] {
    return this.#lines.slice(-this.#most);
  }
}
