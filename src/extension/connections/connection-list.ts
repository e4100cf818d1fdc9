import type { Memento } from 'vscode';
import { readSavedConnections, type SavedConnection } from './saved-connection.ts';

const listKey = 'replicator.connections';
const activeKey = 'replicator.activeConnection';

/** The connections of this machine's user, in the order they were added; shared by all windows. */
export class ConnectionList {
  readonly #state: Memento;

  constructor(state: Memento) {
    this.#state = state;
  }

  all(): readonly SavedConnection[] {
    return readSavedConnections(this.#state.get(listKey));
  }

  find(id: string): SavedConnection | undefined {
    return this.all().find((connection) => connection.id === id);
  }

  /** The one that was chosen, else the first one. */
  get active(): SavedConnection | undefined {
    const chosen = this.#state.get<string>(activeKey);
    const all = this.all();
    return all.find(({ id }) => id === chosen) ?? all[0];
  }

  async activate(id: string): Promise<void> {
    await this.#state.update(activeKey, id);
  }

  async save(connection: SavedConnection): Promise<void> {
    const all = this.all();
    const known = all.some(({ id }) => id === connection.id);
    const next = known ? all.map((other) => (other.id === connection.id ? connection : other)) : [...all, connection];
    await this.#state.update(listKey, next);
  }

  async remove(id: string): Promise<void> {
    const left = this.all().filter((connection) => connection.id !== id);
    await this.#state.update(listKey, left);
  }
}
