import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SourceTiming } from '../../../../src/engine/source/databricks/source-timing.ts';
import type { SampleWarehouseOptions } from '../../../../src/sample-warehouse/options.ts';
import { type SampleWarehouse, startSampleWarehouse } from '../../../../src/sample-warehouse/sample-warehouse.ts';
import { openSource, type SourceFixture } from '../../../support/source-fixture.ts';

export const volume = '/Volumes/samples/files/exports';

export interface VolumeFixture extends SourceFixture {
  readonly warehouse: SampleWarehouse;
  /** A folder of this machine, empty at first. */
  readonly folder: string;
  /** Whether a refresh was asked for, at each time that a token was. */
  readonly tokenRequests: readonly boolean[];
}

/** The source against a sample warehouse with its own SQL; an export of some thousand rows makes several files. */
export async function openVolume(
  options: SampleWarehouseOptions & {
    readonly timing?: Partial<SourceTiming>;
  } = {},
): Promise<VolumeFixture> {
  const { timing = {}, ...given } = options;
  const folder = await mkdtemp(join(tmpdir(), 'volume-files-'));
  const warehouse = await startSampleWarehouse({ scale: 0.01, exportFileBytes: 200_000, ...given });
  const tokenRequests: boolean[] = [];
  const server = { host: `${warehouse.host}:${warehouse.port}`, ca: warehouse.caCertificate };
  const fixture = openSource(server, {
    timing,
    connection: {
      httpPath: warehouse.httpPath,
      getToken: async ({ refresh }) => {
        tokenRequests.push(refresh);
        return warehouse.token;
      },
    },
  });
  return {
    ...fixture,
    warehouse,
    folder,
    tokenRequests,
    async close() {
      await fixture.close();
      await warehouse.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
