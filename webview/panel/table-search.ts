import { toErrorData } from '../../src/shared/errors.ts';
import type { PanelHost, SourceMatch, SourceSearch } from '../../src/shared/protocol/panel-protocol.ts';
import type { Loadable } from './loadable.ts';
import { readSearchText } from './models/search-text.ts';

/** The list below the field in which tables are looked for. */
export class TableSearch {
  readonly #host: PanelHost;
  readonly #changed: () => void;
  readonly #delayMs: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #text = '';
  #open = false;
  #active = -1;
  #matches: readonly SourceMatch[] = [];
  #next: string | undefined;
  #load: Loadable<true> = { state: 'ready', value: true };
  #asked = 0;

  constructor(host: PanelHost, changed: () => void, delayMs = 200) {
    this.#host = host;
    this.#changed = changed;
    this.#delayMs = delayMs;
  }

  get text(): string {
    return this.#text;
  }

  get open(): boolean {
    return this.#open;
  }

  get matches(): readonly SourceMatch[] {
    return this.#matches;
  }

  get hasMore(): boolean {
    return this.#next !== undefined;
  }

  get load(): Loadable<true> {
    return this.#load;
  }

  /** Index of the row that Enter means; -1 for what is typed. */
  get active(): number {
    return this.#active;
  }

  show(): void {
    if (this.#open) return;
    this.#open = true;
    this.#ask(0);
  }

  hide(): void {
    if (!this.#open) return;
    clearTimeout(this.#timer);
    this.#asked += 1;
    this.#open = false;
    this.#active = -1;
    this.#text = '';
    this.#matches = [];
    this.#changed();
  }

  type(text: string, delayMs = this.#delayMs): void {
    if (text === this.#text && this.#open) return;
    this.#text = text;
    this.#open = true;
    this.#active = -1;
    this.#ask(delayMs);
  }

  move(step: 1 | -1, count: number): void {
    if (this.#open) this.#active = Math.max(-1, Math.min(count - 1, this.#active + step));
    else this.show();
    this.#changed();
  }

  more(): void {
    if (this.#next !== undefined && this.#load.state !== 'loading') void this.#fetch(this.#next);
  }

  #ask(delayMs: number): void {
    clearTimeout(this.#timer);
    this.#load = { state: 'loading' };
    this.#timer = setTimeout(() => void this.#fetch(undefined), delayMs);
    this.#changed();
  }

  async #fetch(after: string | undefined): Promise<void> {
    const asked = ++this.#asked;
    const search: SourceSearch = readSearchText(this.#text);
    this.#load = { state: 'loading' };
    this.#changed();
    try {
      const page = await this.#host.search(after === undefined ? search : { ...search, after });
      if (asked !== this.#asked) return;
      this.#matches = after === undefined ? page.items : [...this.#matches, ...page.items];
      this.#next = page.next;
      this.#load = { state: 'ready', value: true };
    } catch (thrown) {
      if (asked !== this.#asked) return;
      if (after === undefined) this.#matches = [];
      this.#load = { state: 'failed', error: toErrorData(thrown) };
    }
    this.#changed();
  }
}
