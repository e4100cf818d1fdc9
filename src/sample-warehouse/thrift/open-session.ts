import type { Catalog } from '../catalog.ts';
import type { SqlSession } from '../sql/sql-engine.ts';
import type { OpenSessionRequest } from './protocol/requests.ts';
import { checkTimeZone, resolveCatalog } from './sessions/apply-session-statement.ts';

/** Names that drivers send for "whatever your default is". */
const defaultCatalogs = ['', 'spark'];

/** Where a new session's names are looked up. @throws SqlError when there is no such catalog or time zone */
export function initialNamespace(request: OpenSessionRequest, catalog: Catalog, defaults: SqlSession): SqlSession {
  const { catalogName = '', schemaName } = request.initialNamespace ?? {};
  const settings = Object.entries(request.configuration ?? {});
  const zone = settings.find(([key]) => ['timezone', 'spark.sql.session.timezone'].includes(key.toLowerCase()))?.[1];
  const isDefault = defaultCatalogs.includes(catalogName.toLowerCase());
  return {
    catalog: isDefault ? defaults.catalog : resolveCatalog(catalog, catalogName),
    schema: schemaName ?? (isDefault ? defaults.schema : 'default'),
    timeZone: zone === undefined ? defaults.timeZone : checkTimeZone(zone),
  };
}
