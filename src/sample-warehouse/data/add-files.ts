import type { Warehouse } from '../sql/warehouse.ts';
import type { VolumeStore } from '../volumes/volume-store.ts';

/** `samples.files`: no tables, but the volume `/Volumes/samples/files/exports`. */
export function addFiles(warehouse: Warehouse, volumes: VolumeStore): void {
  warehouse.addSchema('samples', 'files', 'A volume for exports');
  volumes.add({ catalog: 'samples', schema: 'files', name: 'exports' });
}
