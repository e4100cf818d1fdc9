/** What the editor keeps, kept in memory, as JSON. */
export class MemoryState {
  readonly #kept = new Map<string, string>();

  get<T>(key: string): T | undefined;
  get<T>(key: string, fallback: T): T;
  get<T>(key: string, fallback?: T): T | undefined {
    const kept = this.#kept.get(key);
    return kept === undefined ? fallback : (JSON.parse(kept) as T);
  }

  async update(key: string, value: unknown): Promise<void> {
    if (value === undefined) this.#kept.delete(key);
    else this.#kept.set(key, JSON.stringify(value));
  }
}
