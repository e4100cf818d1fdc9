import { afterAll, beforeAll } from 'vitest';
import type { SampleWarehouseOptions } from '../../../src/sample-warehouse/options.ts';
import { type SampleWarehouse, startSampleWarehouse } from '../../../src/sample-warehouse/sample-warehouse.ts';
import { furtherWarehouses } from '../../../src/sample-warehouse/warehouses/warehouse-features.ts';

/** A workspace that the extension has not started and knows nothing of: for it one like any other, with an authority of its own. */
export function useWorkspace(options: SampleWarehouseOptions = {}): () => SampleWarehouse {
  let workspace: SampleWarehouse | undefined;
  beforeAll(async () => {
    workspace = await startSampleWarehouse({ furtherWarehouses, ...options });
  });
  afterAll(async () => {
    await workspace?.close();
    workspace = undefined;
  });
  return () => {
    if (workspace === undefined) throw new Error('The workspace is there only while a test runs.');
    return workspace;
  };
}
