import type { WarehouseState } from './warehouse.ts';

/** What is chosen when a warehouse is made. */
export interface WarehouseFeatures {
  readonly name: string;
  /** As people read it, e.g. `2X-Small`. */
  readonly clusterSize: string;
  readonly type: 'PRO' | 'CLASSIC';
  readonly serverless: boolean;
  readonly autoStopMinutes: number;
}

export interface SampleWarehouseFeatures extends WarehouseFeatures {
  readonly state: WarehouseState;
}

export const starterFeatures: WarehouseFeatures = {
  name: 'Sample Starter',
  clusterSize: '2X-Small',
  type: 'PRO',
  serverless: true,
  autoStopMinutes: 30,
};

/** What a workspace has besides. */
export const furtherWarehouses: readonly SampleWarehouseFeatures[] = [
  {
    name: 'Cold Small',
    clusterSize: 'Small',
    type: 'PRO',
    serverless: true,
    autoStopMinutes: 10,
    state: 'STOPPED',
  },
  {
    name: 'Classic Medium',
    clusterSize: 'Medium',
    type: 'CLASSIC',
    serverless: false,
    autoStopMinutes: 45,
    state: 'STOPPED',
  },
];

/** The older spelling of a size, e.g. `XXSMALL`. */
export function legacySize(clusterSize: string): string {
  return clusterSize
    .toUpperCase()
    .replace(/^(\d)X-/, (_, times: string) => 'X'.repeat(Number(times)))
    .replace('-', '');
}
