import type { SampleWarehouseOptions } from '../../../../src/sample-warehouse/options.ts';
import { type SampleWarehouse, startSampleWarehouse } from '../../../../src/sample-warehouse/sample-warehouse.ts';
import { openSource, type SourceFixture } from '../../../support/source-fixture.ts';
import { FixedEngine, fixedCatalog } from '../../sample-warehouse/fixed-engine.ts';

export interface WarehouseFixture extends SourceFixture {
  readonly warehouse: SampleWarehouse;
  readonly engine: FixedEngine;
  /** Whether a refresh was asked for, at each time that a token was. */
  readonly tokenRequests: readonly boolean[];
}

/** `ROWS 20000 PER 1000` makes about eight chunks. */
export const eightChunks = 'ROWS 20000 PER 1000';

/** The source against a sample warehouse whose engine knows a handful of statements. */
export async function openWarehouse(
  options: SampleWarehouseOptions = {},
  source: Parameters<typeof openSource>[1] = {},
): Promise<WarehouseFixture> {
  const engine = new FixedEngine();
  const warehouse = await startSampleWarehouse({
    backend: { engine, catalog: fixedCatalog },
    fileBytes: 40_000,
    warehouseStartMs: 100,
    ...options,
  });
  const tokenRequests: boolean[] = [];
  const server = { host: `${warehouse.host}:${warehouse.port}`, ca: warehouse.caCertificate };
  const fixture = openSource(server, {
    ...source,
    connection: {
      httpPath: warehouse.httpPath,
      getToken: async ({ refresh }) => {
        tokenRequests.push(refresh);
        return warehouse.token;
      },
      ...source?.connection,
    },
  });
  return {
    ...fixture,
    warehouse,
    engine,
    tokenRequests,
    async close() {
      await fixture.close();
      await warehouse.close();
    },
  };
}
