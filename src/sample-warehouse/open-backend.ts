import type { Catalog } from './catalog.ts';
import type { SampleWarehouseOptions } from './options.ts';
import { createSqlEngine } from './sql/create-sql-engine.ts';
import type { SqlEngine, SqlSession } from './sql/sql-engine.ts';
import type { VolumeStore } from './volumes/volume-store.ts';

const defaultScale = 0.1;

export interface Backend {
  readonly engine: SqlEngine;
  readonly catalog: Catalog;
  /** Where names without a catalog are looked up. */
  readonly defaults: SqlSession;
}

/** What executes SQL behind the server; its files lie in `folder`. */
export async function openBackend(
  folder: string,
  options: SampleWarehouseOptions,
  user: string,
  volumes: VolumeStore,
): Promise<Backend> {
  const { databases = [], scale = defaultScale, manyTables = 0, timeZone = 'Etc/UTC' } = options;
  const { exportFileBytes } = options;
  const backend =
    options.backend ??
    (await createSqlEngine({
      scale,
      databases,
      manyTables,
      directory: folder,
      user,
      volumes,
      ...(exportFileBytes === undefined ? {} : { exportFileBytes }),
    }));
  const catalog = backend.catalog.catalogs()[0]?.name ?? 'main';
  return { ...backend, defaults: { catalog, schema: 'default', timeZone } };
}
