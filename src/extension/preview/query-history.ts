import type { Memento } from 'vscode';

const key = 'replicator.preview.history';
const most = 30;

/** The statements that were run in each file, newest first, each once. */
export class QueryHistory {
  readonly #state: Pick<Memento, 'get' | 'update'>;

  constructor(state: Pick<Memento, 'get' | 'update'>) {
    this.#state = state;
  }

  of(file: string): readonly string[] {
    return this.#all()[file] ?? [];
  }

  add(file: string, sql: string): void {
    const others = this.of(file).filter((one) => one !== sql);
    void this.#state.update(key, { ...this.#all(), [file]: [sql, ...others].slice(0, most) });
  }

  #all(): Readonly<Record<string, readonly string[]>> {
    return this.#state.get<Readonly<Record<string, readonly string[]>>>(key, {});
  }
}
