import type { EngineService } from '../shared/protocol/engine-protocol.ts';
import type { WorkerParts } from './worker-parts.ts';

type Browsing = Pick<EngineService, 'listCatalogs' | 'listSchemas' | 'listTables' | 'searchTables' | 'describeTable'>;

/** Looking through the catalog; REST only. */
export function browsing({ workspaces, operations }: WorkerParts): Browsing {
  const signal = operations.ending;
  return {
    listCatalogs: (connection, after) =>
      workspaces.use(connection, ({ browser }) => browser.listCatalogs(after, signal)),
    listSchemas: (connection, catalog, after) =>
      workspaces.use(connection, ({ browser }) => browser.listSchemas(catalog, after, signal)),
    listTables: (connection, schema, after) =>
      workspaces.use(connection, ({ browser }) => browser.listTables(schema, after, signal)),
    searchTables: (connection, within, containing, after) =>
      workspaces.use(connection, ({ search }) => search.find(within, containing, after, signal)),
    describeTable: (connection, name) =>
      workspaces.use(connection, ({ browser }) => browser.describeTable(name, signal)),
  };
}
