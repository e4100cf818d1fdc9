import { Disposable, type Event, EventEmitter } from 'vscode';

/** What tells whether it is on the screen; trees and webviews do. */
export interface Watchable {
  readonly visible: boolean;
  readonly onDidChangeVisibility: Event<unknown>;
}

/** Whether a person looks at something of ours: only then is anything kept up to date. */
export class Attention {
  readonly #watched = new Set<Watchable>();
  readonly #changed = new EventEmitter<boolean>();
  readonly onDidChange = this.#changed.event;
  #given = false;

  get given(): boolean {
    return this.#given;
  }

  watch(view: Watchable): Disposable {
    this.#watched.add(view);
    const visibility = view.onDidChangeVisibility(() => this.#look());
    this.#look();
    return new Disposable(() => {
      visibility.dispose();
      this.#watched.delete(view);
      this.#look();
    });
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #look(): void {
    const given = [...this.#watched].some(({ visible }) => visible);
    if (given === this.#given) return;
    this.#given = given;
    this.#changed.fire(given);
  }
}
