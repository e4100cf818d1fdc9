import type { CatalogEntry, SchemaEntry, TableDetails, TableEntry } from '../../shared/catalog-entries.ts';
import type { SourceName } from '../../shared/names.ts';
import type { Page } from '../../shared/page.ts';
import type { ConnectionAddress } from '../../shared/protocol/connection-address.ts';
import type { EngineService } from '../../shared/protocol/engine-protocol.ts';

/** What the tree asks of a workspace, by the id of the saved connection; REST only. */
export interface CatalogReader {
  listCatalogs(connection: string, after?: string): Promise<Page<CatalogEntry>>;
  listSchemas(connection: string, catalog: string, after?: string): Promise<Page<SchemaEntry>>;
  listTables(connection: string, catalog: string, schema: string, after?: string): Promise<Page<TableEntry>>;
  /** @param containing - at least one character */
  searchTables(
    connection: string,
    within: SearchedPlace,
    containing: string,
    after?: string,
  ): Promise<Page<TableEntry>>;
  describeTable(connection: string, name: SourceName): Promise<TableDetails>;
}

export interface SearchedPlace {
  readonly catalog: string;
  readonly schema?: string;
}

interface Addresses {
  address(id: string): Promise<ConnectionAddress>;
}

export function createCatalogReader(
  engine: { readonly service: EngineService },
  connections: Addresses,
): CatalogReader {
  const at = (id: string): Promise<ConnectionAddress> => connections.address(id);
  return {
    listCatalogs: async (id, after) => engine.service.listCatalogs(await at(id), after),
    listSchemas: async (id, catalog, after) => engine.service.listSchemas(await at(id), catalog, after),
    listTables: async (id, catalog, schema, after) =>
      engine.service.listTables(await at(id), { catalog, schema }, after),
    searchTables: async (id, within, containing, after) =>
      engine.service.searchTables(await at(id), within, containing, after),
    describeTable: async (id, name) => engine.service.describeTable(await at(id), name),
  };
}
