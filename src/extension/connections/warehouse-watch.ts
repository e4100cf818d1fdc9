import type { WarehouseEntry } from '../../shared/catalog-entries.ts';
import { asReplicatorError, type ReplicatorError } from '../../shared/errors.ts';
import type { ConnectionAddress } from '../../shared/protocol/connection-address.ts';
import type { ConnectionProbe } from '../../shared/protocol/engine-protocol.ts';
import type { SavedConnection } from './saved-connection.ts';

/** What is known of the active connection's warehouse. */
export interface WarehouseView {
  readonly connection: SavedConnection;
  readonly host?: string;
  readonly user?: string;
  /** Absent where none is chosen, or nothing is known yet. */
  readonly warehouse?: WarehouseEntry;
  /** Epoch milliseconds; when it was first seen to start. */
  readonly startingSince?: number;
  readonly error?: ReplicatorError;
  /** Epoch milliseconds. */
  readonly checkedAt?: number;
}

export interface WarehouseWatchParts {
  readonly active: () => SavedConnection | undefined;
  readonly address: (id: string) => Promise<ConnectionAddress>;
  readonly probe: (address: ConnectionAddress) => Promise<ConnectionProbe>;
  readonly describe: (address: ConnectionAddress) => Promise<WarehouseEntry>;
  readonly now: () => number;
  readonly onDidChange: (view: WarehouseView | undefined) => void;
}

const calmMs = 15_000;
const eagerMs = 3_000;
const brokenMs = 60_000;

/** Undefined where nothing changes by itself: somebody has to sign in, or to mend the connection. */
function pauseAfter({ warehouse, error }: WarehouseView): number | undefined {
  if (error === undefined) {
    return warehouse?.state === 'STARTING' || warehouse?.state === 'STOPPING' ? eagerMs : calmMs;
  }
  return error.code.startsWith('network.') || error.code.startsWith('source.') ? brokenMs : undefined;
}

/**
 * Asks by REST, which wakes no warehouse, how the active one is: every 15 s, every 3 s while it starts or stops, and only
 * while it is told to.
 */
export class WarehouseWatch {
  readonly #parts: WarehouseWatchParts;
  #view: WarehouseView | undefined;
  #watching = false;
  #timer: NodeJS.Timeout | undefined;
  /** What was asked for an earlier state of things is not heard any more. */
  #round = 0;

  constructor(parts: WarehouseWatchParts) {
    this.#parts = parts;
  }

  get view(): WarehouseView | undefined {
    return this.#view;
  }

  setWatching(watching: boolean): void {
    if (watching === this.#watching) return;
    this.#watching = watching;
    if (watching) void this.look();
    else clearTimeout(this.#timer);
  }

  /** Something of the connection has changed: what was known does not count. */
  async restart(): Promise<void> {
    this.#round += 1;
    const connection = this.#parts.active();
    if (this.#view !== undefined || this.#watching) this.#show(connection === undefined ? undefined : { connection });
    if (this.#watching) await this.look();
  }

  /** Asks now. */
  async look(): Promise<void> {
    clearTimeout(this.#timer);
    const round = ++this.#round;
    const connection = this.#parts.active();
    if (connection === undefined) {
      this.#show(undefined);
      return;
    }
    const known = this.#view?.connection.id === connection.id ? this.#view : undefined;
    if (known === undefined) this.#show({ connection });
    const view = await this.#ask(connection, known);
    if (round !== this.#round) return;
    this.#show(view);
    if (!this.#watching) return;
    const pause = pauseAfter(view);
    if (pause !== undefined) this.#timer = setTimeout(() => void this.look(), pause);
  }

  dispose(): void {
    this.#watching = false;
    this.#round++;
    clearTimeout(this.#timer);
  }

  async #ask(connection: SavedConnection, known: WarehouseView | undefined): Promise<WarehouseView> {
    const checkedAt = this.#parts.now();
    try {
      const address = await this.#parts.address(connection.id);
      const { user = known?.user, warehouse } =
        known?.user === undefined ? await this.#parts.probe(address) : await this.#describe(address);
      const starting = warehouse?.state === 'STARTING';
      return {
        connection,
        host: address.host,
        checkedAt,
        ...(user === undefined ? {} : { user }),
        ...(warehouse === undefined ? {} : { warehouse }),
        ...(starting ? { startingSince: known?.startingSince ?? checkedAt } : {}),
      };
    } catch (thrown) {
      return { connection, checkedAt, error: asReplicatorError(thrown) };
    }
  }

  async #describe(address: ConnectionAddress): Promise<Partial<ConnectionProbe>> {
    return address.httpPath === '' ? {} : { warehouse: await this.#parts.describe(address) };
  }

  #show(view: WarehouseView | undefined): void {
    this.#view = view;
    this.#parts.onDidChange(view);
  }
}
