import type { Page } from '../../shared/page.ts';

export type PagedState =
  | { readonly kind: 'loading' }
  /** There is more on the server than was asked for. */
  | { readonly kind: 'more' }
  | { readonly kind: 'complete' }
  | { readonly kind: 'failed'; readonly error: unknown };

/** How many items one click brings. */
export const portion = 1000;

/**
 * A list on a server, gathered page by page, a portion at a time. Once something is shown, `onChange` is called when there
 * is clearly more to show (twice as much), and at the end of a portion.
 */
export class PagedList<Item> {
  readonly #fetch: (after?: string) => Promise<Page<Item>>;
  readonly #onChange: () => void;
  readonly #items: Item[] = [];
  readonly #first = Promise.withResolvers<void>();
  #state: PagedState = { kind: 'loading' };
  #next: string | undefined;
  #gathering: Promise<void> | undefined;
  #isShown = false;
  #closed = false;

  constructor(fetch: (after?: string) => Promise<Page<Item>>, onChange: () => void) {
    this.#fetch = fetch;
    this.#onChange = onChange;
  }

  get items(): readonly Item[] {
    return this.#items;
  }

  get state(): PagedState {
    return this.#state;
  }

  /** Resolves, and never rejects, when there is something to show: items, the end, or an error. */
  async shown(): Promise<void> {
    if (this.#state.kind === 'loading') void this.#gather();
    await this.#first.promise;
  }

  /** The next portion; also after a failure. */
  async more(): Promise<void> {
    if (this.#state.kind === 'complete' || this.#gathering !== undefined) return this.#gathering;
    this.#state = { kind: 'loading' };
    this.#onChange();
    await this.#gather();
  }

  /** Asks for nothing more and says nothing more. */
  close(): void {
    this.#closed = true;
  }

  #gather(): Promise<void> {
    this.#gathering ??= this.#gatherPages().then((state) => {
      this.#state = state;
      this.#gathering = undefined;
      if (this.#isShown && !this.#closed) this.#onChange();
      this.#show();
    });
    return this.#gathering;
  }

  #show(): void {
    this.#isShown = true;
    this.#first.resolve();
  }

  async #gatherPages(): Promise<PagedState> {
    const enough = this.#items.length + portion;
    let told = this.#items.length;
    try {
      do {
        const page = await this.#fetch(this.#next);
        this.#items.push(...page.items);
        this.#next = page.next;
        if (this.#items.length < 2 * told || this.#items.length === 0) continue;
        if (told > 0 && !this.#closed) this.#onChange();
        told = this.#items.length;
        if (this.#next !== undefined) this.#show();
      } while (this.#next !== undefined && this.#items.length < enough && !this.#closed);
      return { kind: this.#next === undefined ? 'complete' : 'more' };
    } catch (error) {
      return { kind: 'failed', error };
    }
  }
}
