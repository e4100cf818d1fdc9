import type { CatalogEntry, SchemaEntry, TableDetails, TableEntry, WarehouseEntry } from '../catalog-entries.ts';
import type { Replication } from '../document/replication.ts';
import type { Freshness, LocalFile } from '../local-file.ts';
import type { SourceName, TargetName } from '../names.ts';
import type { Page } from '../page.ts';
import type { Plan } from '../plan.ts';
import type { RunProgress } from '../progress.ts';
import type { RunSummary, VerifiedTable } from '../receipt.ts';
import type { RowSample } from '../rows.ts';
import type { ConnectionAddress } from './connection-address.ts';

/** A replication document with everything that its place decides. */
export interface ReplicationRequest {
  readonly connection: ConnectionAddress;
  readonly replication: Replication;
  /** Absolute path of the DuckDB file. */
  readonly file: string;
  /** The copy that is replaced stays, hidden, until the next one, so that the replication can be undone. */
  readonly keepPrevious: boolean;
}

/**
 * Names work that takes time, so that it can be cancelled and its progress told; unique in the life of the process.
 */
export type OperationId = string;

/** Who the workspace takes us for, found by one REST request. */
export interface ConnectionProbe {
  readonly user: string;
  /** Absent where the connection names no warehouse. */
  readonly warehouse?: WarehouseEntry;
}

/**
 * What the engine process does for its host. Everything rejects with a ReplicatorError. Calls may be made side by side;
 * browsing answers while runs go on.
 */
export interface EngineService {
  /** REST only: browsing never wakes a warehouse. */
  listCatalogs(connection: ConnectionAddress, after?: string): Promise<Page<CatalogEntry>>;
  listSchemas(connection: ConnectionAddress, catalog: string, after?: string): Promise<Page<SchemaEntry>>;
  listTables(
    connection: ConnectionAddress,
    schema: { readonly catalog: string; readonly schema: string },
    after?: string,
  ): Promise<Page<TableEntry>>;
  /**
   * Tables of a catalog whose names contain the texts, letter case aside; on the server's side.
   * @param containing at least one character
   */
  searchTables(
    connection: ConnectionAddress,
    within: { readonly catalog: string; readonly schema?: string },
    containing: string,
    after?: string,
  ): Promise<Page<TableEntry>>;
  describeTable(connection: ConnectionAddress, name: SourceName): Promise<TableDetails>;

  probe(connection: ConnectionAddress): Promise<ConnectionProbe>;
  listWarehouses(connection: ConnectionAddress): Promise<readonly WarehouseEntry[]>;
  describeWarehouse(connection: ConnectionAddress): Promise<WarehouseEntry>;
  /** Asks for the start and does not wait for it. */
  startWarehouse(connection: ConnectionAddress): Promise<void>;
  stopWarehouse(connection: ConnectionAddress): Promise<void>;

  /** Wakes the warehouse. */
  previewSource(
    operation: OperationId,
    connection: ConnectionAddress,
    name: SourceName,
    limit: number,
  ): Promise<RowSample>;
  /** Has the warehouse check a condition in Databricks SQL without reading data; wakes it. @throws `source.invalidSql` */
  checkFilter(operation: OperationId, connection: ConnectionAddress, name: SourceName, where: string): Promise<void>;

  /** Makes an empty database; leaves an existing one as it is. */
  createFile(file: string): Promise<void>;
  describeFile(file: string): Promise<LocalFile>;
  /** One statement that reads; anything that would write is refused. */
  queryFile(operation: OperationId, file: string, sql: string, limit: number): Promise<RowSample>;
  previewLocal(operation: OperationId, file: string, name: TargetName, limit: number): Promise<RowSample>;
  /** The statement that would make the table or view anew, as DuckDB writes it. */
  describeCreate(file: string, name: TargetName): Promise<string>;
  dropLocal(file: string, name: TargetName): Promise<void>;
  /** For the copies in the file that came from this connection. */
  checkFreshness(connection: ConnectionAddress, file: string): Promise<readonly Freshness[]>;

  plan(operation: OperationId, request: ReplicationRequest): Promise<Plan>;
  /** Carries out a plan that this process made, or that was shown and kept. */
  run(operation: OperationId, request: ReplicationRequest, plan: Plan): Promise<RunSummary>;
  /** @param runId `last` for the newest run of the document that is not complete */
  resume(operation: OperationId, request: ReplicationRequest, runId: string): Promise<RunSummary>;
  verify(operation: OperationId, request: ReplicationRequest): Promise<readonly VerifiedTable[]>;
  /**
   * Puts back what the run replaced, table by table; a table that was not there before goes.
   * @returns one sentence per table
   */
  undo(file: string, runId: string): Promise<readonly string[]>;
  /** What is under way under this id rejects with `run.cancelled`, or ends with a summary that says so; within a second. */
  cancel(operation: OperationId): Promise<void>;
  /** Cancels everything, lets go of files and connections, and ends the process. */
  shutDown(): Promise<void>;
}

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error';

/** Without secrets and presigned links, whoever writes it. */
export interface LogEntry {
  readonly level: LogLevel;
  readonly message: string;
  readonly facts?: Readonly<Record<string, string | number | boolean>>;
}

export interface TokenRequest {
  readonly refresh: boolean;
  /** Whom the token will be shown to. */
  readonly host: string;
}

/** What the engine process asks of, and tells, its host. */
export interface EngineEvents {
  /**
   * A token that is valid now; with `refresh`, a new one, because the server turned the last one down.
   * @throws ReplicatorError `auth.rejected` where the connection does not lead to this host any more, and what signing in throws
   */
  getToken(connectionId: string, options: TokenRequest): Promise<string>;
  /** A complete snapshot; some ten a second at most. */
  onProgress(operation: OperationId, progress: RunProgress): void;
  onLog(entry: LogEntry): void;
}
