import { EventEmitter, once } from 'node:events';
import type { WarehouseFeatures } from './warehouse-features.ts';

export const warehouseStates = ['STARTING', 'RUNNING', 'STOPPING', 'STOPPED', 'DELETING', 'DELETED'] as const;
export type WarehouseState = (typeof warehouseStates)[number];

/** A warehouse of the server: its state, and the time it takes to change it. */
export class Warehouse {
  readonly id: string;
  readonly features: WarehouseFeatures;
  /** `/sql/1.0/warehouses/…` */
  readonly httpPath: string;
  readonly #startupMs: number;
  readonly #changes = new EventEmitter<{ change: [WarehouseState] }>();
  #state: WarehouseState;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: {
    readonly id: string;
    readonly features: WarehouseFeatures;
    readonly state: WarehouseState;
    readonly startupMs: number;
  }) {
    this.id = options.id;
    this.features = options.features;
    this.httpPath = `/sql/1.0/warehouses/${options.id}`;
    this.#startupMs = options.startupMs;
    this.#state = 'STOPPED';
    this.#changes.setMaxListeners(0);
    this.setState(options.state);
  }

  get state(): WarehouseState {
    return this.#state;
  }

  /** STARTING and STOPPING go on to RUNNING and STOPPED by themselves. */
  setState(state: WarehouseState): void {
    clearTimeout(this.#timer);
    this.#state = state;
    this.#changes.emit('change', state);
    const next = state === 'STARTING' ? 'RUNNING' : state === 'STOPPING' ? 'STOPPED' : undefined;
    if (next !== undefined) this.#timer = setTimeout(() => this.setState(next), this.#startupMs).unref();
  }

  start(): void {
    if (this.#state === 'STOPPED' || this.#state === 'STOPPING') this.setState('STARTING');
  }

  stop(): void {
    if (this.#state === 'RUNNING' || this.#state === 'STARTING') this.setState('STOPPING');
  }

  /** Starts the warehouse if need be and waits until it runs; `false` when it is deleted. */
  async run(signal: AbortSignal): Promise<boolean> {
    for (;;) {
      if (this.#state === 'RUNNING') return true;
      if (this.#state === 'DELETED' || this.#state === 'DELETING') return false;
      if (this.#state === 'STOPPED') this.start();
      await once(this.#changes, 'change', { signal });
    }
  }

  /** Calls back when the warehouse stops or is deleted under running statements. */
  onDidHalt(listener: () => void): () => void {
    const onChange = (state: WarehouseState): void => {
      if (state !== 'RUNNING' && state !== 'STARTING') listener();
    };
    this.#changes.on('change', onChange);
    return () => this.#changes.off('change', onChange);
  }

  close(): void {
    clearTimeout(this.#timer);
  }
}
