/** Digests of the files that came, and which of them may come again because they really hold the same rows. */
export class SeenFiles {
  readonly #seen: Set<string>;
  readonly #accepted = new Set<string>();

  constructor(known: readonly string[]) {
    this.#seen = new Set(known);
  }

  /** Takes a file in; false, and nothing is taken in, where it has come for another chunk and was not accepted since. */
  take(digest: string): boolean {
    if (this.#accepted.has(digest)) return true;
    if (this.#seen.has(digest)) return false;
    this.#seen.add(digest);
    return true;
  }

  /** Downloading again has not changed it: from now on it may come as often as it likes. */
  accept(digest: string): void {
    this.#accepted.add(digest);
  }
}
