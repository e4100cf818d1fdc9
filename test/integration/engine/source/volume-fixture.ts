import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SourceTiming } from '../../../../src/engine/source/databricks/source-timing.ts';
import type { ExportRequest } from '../../../../src/engine/source/source.ts';
import { mapColumn } from '../../../../src/engine/types/map-column.ts';
import type { SampleWarehouseOptions } from '../../../../src/sample-warehouse/options.ts';
import { type SampleWarehouse, startSampleWarehouse } from '../../../../src/sample-warehouse/sample-warehouse.ts';
import { openSource, type SourceFixture } from '../../../support/source-fixture.ts';

export const volume = '/Volumes/samples/files/exports';
export const run = '2024-01-01T00-00-00Z-ab12';

/** A slice whose rows fill several files. */
export const slice: ExportRequest = {
  volume,
  run,
  slice: 't0-s0',
  select: 'SELECT l_orderkey, l_comment FROM samples.tpch.lineitem',
  columns: [
    mapColumn({ name: 'l_orderkey', typeText: 'bigint', nullable: true }, 'l_orderkey'),
    mapColumn({ name: 'l_comment', typeText: 'string', nullable: true }, 'l_comment'),
  ],
};

export interface VolumeFixture extends SourceFixture {
  readonly warehouse: SampleWarehouse;
  /** A folder of this machine, empty at first. */
  readonly folder: string;
  /** Whether a refresh was asked for, at each time that a token was. */
  readonly tokenRequests: readonly boolean[];
  /** Where the warehouse itself keeps what is at a path. */
  served(path: string): string;
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
    served(path) {
      const place = warehouse.volumes.place(path);
      if (place === undefined) throw new Error(`${path} is in no volume.`);
      return place.localPath;
    },
    async close() {
      await fixture.close();
      await warehouse.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
