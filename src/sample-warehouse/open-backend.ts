import type { Catalog } from './catalog.ts';
import type { SampleWarehouseOptions } from './options.ts';
import type { SqlEngine, SqlSession } from './sql/sql-engine.ts';

export interface Backend {
  readonly engine: SqlEngine;
  readonly catalog: Catalog;
  /** Where names without a catalog are looked up. */
  readonly defaults: SqlSession;
}

/** What executes SQL behind the server. */
export async function openBackend(_folder: string, options: SampleWarehouseOptions): Promise<Backend> {
  const { backend, timeZone = 'Etc/UTC' } = options;
  if (backend === undefined) throw new TypeError('A backend is needed.');
  const catalog = backend.catalog.catalogs()[0]?.name ?? 'main';
  return { ...backend, defaults: { catalog, schema: 'default', timeZone } };
}
