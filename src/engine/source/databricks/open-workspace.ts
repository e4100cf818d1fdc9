import { Agents } from '../../../network/agents.ts';
import type { DatabricksConnection } from '../../../network/databricks-connection.ts';
import { HostBreakers } from '../../resilience/circuit-breaker.ts';
import type { CatalogReader, ControlSession, RowReader, VolumeFiles } from '../source.ts';
import { CatalogBrowser } from './catalog-browser.ts';
import { warehouseIdOf } from './connection.ts';
import { DriverControlSession } from './control-session.ts';
import { DriverRowReader } from './driver-row-reader.ts';
import { findUser } from './find-user.ts';
import { RestClient } from './rest-client.ts';
import { defaultSourceTiming, type SourceTiming } from './source-timing.ts';
import { StatementClient } from './statements.ts';
import { TableSearch } from './table-search.ts';
import { UnityCatalog } from './unity-catalog.ts';
import { VolumeClient } from './volume-files.ts';
import { Warehouse } from './warehouse.ts';
import { Warehouses } from './warehouses.ts';

/** A workspace that is talked to; nothing is connected before it is needed. */
export interface Workspace {
  readonly catalog: CatalogReader;
  /** The catalog page by page; like `catalog` it never wakes a warehouse. */
  readonly browser: CatalogBrowser;
  readonly search: TableSearch;
  readonly warehouses: Warehouses;
  /** The id of the warehouse that the connection names; undefined where it names none. @throws ReplicatorError `usage.invalid` */
  readonly warehouseId: string | undefined;
  user(signal: AbortSignal): Promise<string>;
  /** @throws ReplicatorError `usage.invalid` where the connection names no warehouse */
  bulk(): StatementClient;
  /** Volumes of Unity Catalog. @throws ReplicatorError `usage.invalid` where the connection names no warehouse */
  volumes(): VolumeFiles;
  /** The one session for small results. @throws ReplicatorError `usage.invalid` where the connection names no warehouse */
  control(): ControlSession;
  /** @throws ReplicatorError `usage.invalid` where the connection names no warehouse */
  rows(): RowReader;
  /** Ends the sessions and all connections. What is under way fails. */
  close(): Promise<void>;
}

/** @throws ReplicatorError `usage.invalid` */
export function openWorkspace(connection: DatabricksConnection, timing: SourceTiming = defaultSourceTiming): Workspace {
  const agents = new Agents(connection.network);
  const breakers = new HostBreakers(timing.breaker);
  const rest = new RestClient(connection, agents, breakers, {
    retryTiming: timing.retry,
    stallTimeout: timing.restStall,
  });
  let bulk: StatementClient | undefined;
  let control: DriverControlSession | undefined;
  let rows: DriverRowReader | undefined;
  const catalog = new UnityCatalog(rest);
  const openBulk = (): StatementClient => {
    bulk ??= new StatementClient(rest, new Warehouse(warehouseIdOf(connection.httpPath), rest, timing.poll), {
      pollTiming: timing.poll,
      retryTiming: timing.retry,
    });
    return bulk;
  };
  return {
    catalog,
    browser: new CatalogBrowser(rest),
    search: new TableSearch(rest, catalog),
    warehouses: new Warehouses(rest),
    warehouseId: connection.httpPath.trim() === '' ? undefined : warehouseIdOf(connection.httpPath),
    user: (signal) => findUser(rest, signal),
    bulk: openBulk,
    volumes() {
      const { retry, downloadStall } = timing;
      return new VolumeClient(rest, openBulk(), { retryTiming: retry, stallTimeout: downloadStall });
    },
    control() {
      warehouseIdOf(connection.httpPath);
      control ??= new DriverControlSession(connection, breakers, timing.retry);
      return control;
    },
    rows() {
      warehouseIdOf(connection.httpPath);
      rows ??= new DriverRowReader(connection, breakers, timing.restStall);
      return rows;
    },
    async close() {
      await Promise.all([bulk?.close(), control?.close(), rows?.close()]);
      agents.close();
    },
  };
}
