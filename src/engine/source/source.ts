import type { ColumnMapping } from '../../shared/column-mapping.ts';
import type { ReplicatorError } from '../../shared/errors.ts';
import type { SourceName } from '../../shared/names.ts';

/** Kinds as Unity Catalog's `table_type` spells them; unknown ones are kept as text. */
export type TableKind =
  | 'MANAGED'
  | 'EXTERNAL'
  | 'VIEW'
  | 'MATERIALIZED_VIEW'
  | 'STREAMING_TABLE'
  | 'FOREIGN'
  | (string & {});

export interface TableSummary {
  readonly name: SourceName;
  readonly kind: TableKind;
}

export interface SourceColumn {
  readonly name: string;
  /** Databricks SQL type text, e.g. `decimal(18,2)` or `array<struct<a:int>>`; letter case is not reliable. */
  readonly typeText: string;
  readonly nullable: boolean;
  readonly comment?: string;
}

/** What Unity Catalog says of a table, without waking a warehouse. */
export interface SourceTable {
  readonly name: SourceName;
  readonly kind: TableKind;
  /** `DELTA`, `ICEBERG`, …; absent for views. */
  readonly format?: string;
  readonly comment?: string;
  readonly columns: readonly SourceColumn[];
  readonly partitionColumns: readonly string[];
  /** A row filter or a column mask is set: what is read is "as seen by this identity", without time travel. */
  readonly filtered: boolean;
}

/** The Unity Catalog REST API; browsing with it never wakes a warehouse. */
export interface CatalogReader {
  listCatalogs(signal: AbortSignal): Promise<readonly string[]>;
  listSchemas(catalog: string, signal: AbortSignal): Promise<readonly string[]>;
  listTables(catalog: string, schema: string, signal: AbortSignal): Promise<readonly TableSummary[]>;
  /** @throws ReplicatorError `source.notFound`, `auth.*`, `network.*` */
  describeTable(name: SourceName, signal: AbortSignal): Promise<SourceTable>;
}

/** A value of a small result: exact (bigint, decimals as text), never a rounded number. Timestamps are text. */
export type ControlValue = string | number | bigint | boolean | null;
export type ControlRow = Readonly<Record<string, ControlValue>>;

/** Small results through the official driver, over one pooled session. */
export interface ControlSession {
  /**
   * Runs one statement and returns all its rows; for results of up to a few thousand rows.
   * DECIMAL comes as text, BIGINT as bigint; complex values as JSON text.
   * @throws ReplicatorError `source.*`, `auth.*`, `network.*`, `run.cancelled`
   */
  query(sql: string, signal: AbortSignal): Promise<readonly ControlRow[]>;
  close(): Promise<void>;
}

/** A row as the official driver hands it over: plain values in the order of the columns. */
export type DriverRow = readonly unknown[];

/** The rows of one statement, from first to last; they can be had once. */
export interface RowCursor {
  readonly statementId: string;
  /**
   * The next rows, at most so many; none once there are no more.
   * @throws ReplicatorError `source.*`, `auth.*`, `network.*`, `run.cancelled`
   */
  next(mostRows: number): Promise<readonly DriverRow[]>;
  /** Gives the statement and its session back; nobody waits for it, and its failure concerns nobody. */
  close(): void;
}

/** Results of any size through the official driver, each in a session of its own. */
export interface RowReader {
  /**
   * Executes a statement, whose columns have different names, and waits until the warehouse has it done.
   * @param options `firstRows` may come with the answer; `signal` cancels what is under way, also of the cursor
   * @throws ReplicatorError `source.*`, `auth.*`, `network.*`, `run.cancelled`
   */
  open(sql: string, options: { readonly firstRows: number; readonly signal: AbortSignal }): Promise<RowCursor>;
}

/** One chunk as the manifest announces it. */
export interface ManifestChunk {
  readonly index: number;
  readonly rowOffset: number;
  readonly rows: number;
  /** Decompressed size of the whole Arrow stream, in bytes; absent where the server did not say. */
  readonly bytes?: number;
}

export interface ManifestColumn {
  readonly name: string;
  readonly typeText: string;
}

/** What the warehouse promises of a result, before a byte of it is read. Checked for gaps and overlaps on arrival. */
export interface ResultManifest {
  readonly columns: readonly ManifestColumn[];
  readonly chunks: readonly ManifestChunk[];
  readonly totalRows: number;
  /** Decompressed, in bytes; absent where the server did not say. */
  readonly totalBytes?: number;
  readonly compression: 'lz4' | 'none';
}

/** Where one chunk can be had now. The URL is a secret: never logged, never in an error. */
export type ChunkLocation =
  | {
      readonly kind: 'link';
      readonly url: string;
      readonly headers: Readonly<Record<string, string>>;
      /** Epoch milliseconds. */
      readonly expiresAt: number;
    }
  | { readonly kind: 'attachment'; readonly base64: string };

/** A succeeded statement whose chunks can be fetched, in any order, any number of times, for about an hour. */
export interface BulkResult {
  readonly statementId: string;
  readonly manifest: ResultManifest;
  /** `fresh` asks the server for a new link even if a known one has not expired. */
  locate(
    chunkIndex: number,
    options: { readonly fresh: boolean; readonly signal: AbortSignal },
  ): Promise<ChunkLocation>;
  /** Has the server told that the result is no longer needed; nobody waits for it, and its failure concerns nobody. */
  close(): void;
}

/** What goes on with a statement while its result is awaited. */
export interface StatementListener {
  /** Whether it waits for a warehouse that is not running; told when that changes. */
  readonly onWarehouse?: (waits: boolean) => void;
  /** It failed and is executed again. */
  readonly onRetry?: () => void;
}

/** The Statement Execution API. */
export interface BulkReader {
  /**
   * Submits a statement and waits for it, however long the warehouse takes to start. Cancels it on `signal`.
   * @throws ReplicatorError `source.*`, `auth.*`, `network.*`, `integrity.truncated`, `run.cancelled`
   */
  execute(sql: string, signal: AbortSignal, listener?: StatementListener): Promise<BulkResult>;
  /** The result of an earlier statement, or undefined when the server no longer has it. */
  reattach(statementId: string, signal: AbortSignal): Promise<BulkResult | undefined>;
}

/** A request for chunks of a result; they are sent to the sink under the stream's id, in no particular order. */
export interface FetchRequest {
  /** Names the stream on the port to the sink; unique in the process. */
  readonly streamId: string;
  readonly result: BulkResult;
  /** Indices to fetch; the others are already in. */
  readonly chunks: readonly ManifestChunk[];
  /** Parallel downloads of this stream. */
  readonly parallel: number;
  /** Digests of chunks of the same table that are in already; a file that comes again is suspicious. */
  readonly knownDigests?: readonly string[];
}

export interface FetchTotals {
  /** Bytes as they came over the wire. */
  readonly wireBytes: number;
  readonly retries: number;
  /** Milliseconds that downloads took, and that decompressing took; of downloads side by side their sum. */
  readonly downloadMs: number;
  readonly decodeMs: number;
}

/** For all streams together. */
export interface FetchLimits {
  /** Decompressed bytes that may be fetched and not yet consumed by the sink. */
  readonly flightBytes: number;
  /** Bytes per second over the wire; absent for as fast as it goes. */
  readonly bandwidthBytes?: number;
}

/** Hands chunks from the network to the sink; downloads and decompression run in a thread of their own. */
export interface ChunkFetcher {
  /**
   * Resolves when every requested chunk has been handed to the sink's port; rejects on the first one that could not be
   * had, after retries; the stream is then ended with that error at the sink too.
   */
  fetch(request: FetchRequest, signal: AbortSignal): Promise<FetchTotals>;
  /** Starts what the first download would start, while something else is waited for. */
  prepare(): void;
  /** From now on, also for what is under way; until then as fast as it goes. */
  limit(limits: FetchLimits): void;
  close(): Promise<void>;
}

/** One Parquet file that the warehouse wrote into a folder of a volume. */
export interface VolumeFile {
  /** `/Volumes/catalog/schema/volume/…/name`. */
  readonly path: string;
  /** The last part of the path: unique for ever, as the warehouse makes it up. */
  readonly name: string;
  readonly bytes: number;
}

/** What the warehouse exported. The number of rows is promised nowhere: it is in the footers of the files. */
export interface VolumeExport {
  readonly statementId: string;
  /** Of this export alone; ends with a part that no other attempt has. */
  readonly folder: string;
  /** In the order of their names; without the marks that the warehouse leaves beside them. */
  readonly files: readonly VolumeFile[];
}

export interface ExportRequest {
  /** The folder that the user gave: `/Volumes/catalog/schema/volume`, or one below it. */
  readonly volume: string;
  /** Folders below it, made of letters, digits, `_`, `.` and `-`: `replicator/<run>/<slice>`. */
  readonly run: string;
  readonly slice: string;
  /** Of the plan: the rows of the slice, in the order of `columns`. */
  readonly select: string;
  readonly columns: readonly ColumnMapping[];
}

export interface FileDownloadOptions {
  /** Told of bytes as they arrive over the wire, resumed ones excluded; the next ones are read when it resolves. */
  readonly onBytes?: (bytes: number) => Promise<void> | void;
  /** Told of every attempt that failed and is made again. */
  readonly onRetry?: () => void;
}

export interface FileDownload {
  /** Bytes that came over the wire; fewer than the file has where a part of it was there from before. */
  readonly wireBytes: number;
  readonly milliseconds: number;
}

/** A volume of Unity Catalog: the warehouse writes Parquet files there, and they are fetched by the Files API. */
export interface VolumeFiles {
  /**
   * Has the warehouse write a slice into a fresh folder. What must change so that Parquet and DuckDB keep every value is
   * changed on the way; `selectExported` of `sql/exported-files.ts` turns it back. Cancels the statement on `signal`.
   * @throws ReplicatorError `source.unsupported` for columns that cannot be exported, before anything is sent;
   *   `source.*`, `auth.*`, `network.*`, `usage.invalid` for a path that is none, `run.cancelled`
   */
  export(request: ExportRequest, signal: AbortSignal, listener?: StatementListener): Promise<VolumeExport>;
  /** The Parquet files of a folder. @throws ReplicatorError `source.notFound`, `auth.*`, `network.*`, `run.cancelled` */
  list(folder: string, signal: AbortSignal): Promise<readonly VolumeFile[]>;
  /**
   * Fetches a file to `localPath`, whole and synced, or not at all; an existing file of its length is taken for it. Bytes
   * are kept in `<localPath>.part`, from where a later call goes on, in this process or in another one.
   * @throws ReplicatorError `source.resultGone` where the file is not there any more, `integrity.payload` where it has
   *   another length than was listed, `auth.*`, `network.*`, `sink.diskFull`, `sink.unwritable`, `run.cancelled`
   */
  download(
    file: VolumeFile,
    localPath: string,
    signal: AbortSignal,
    options?: FileDownloadOptions,
  ): Promise<FileDownload>;
  /** As `remove`, for all that a run has exported. */
  removeRun(volume: string, run: string, signal: AbortSignal): Promise<ReplicatorError | undefined>;
  /**
   * Removes the folder of an export with all that is in it. A folder that is not there is no failure. Never rejects:
   * resolves with what prevented it, for the log.
   */
  remove(folder: string, signal: AbortSignal): Promise<ReplicatorError | undefined>;
}
