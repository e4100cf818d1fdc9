import type { ColumnMapping } from '../../shared/column-mapping.ts';
import type { TargetName } from '../../shared/names.ts';
import type { TransformPlan } from '../../shared/plan.ts';
import type { RowSample } from '../../shared/rows.ts';
import type { RowBatch } from '../row-batch.ts';

export interface OpenOptions {
  readonly file: string;
  /** DuckDB's memory limit in bytes. */
  readonly memoryBytes: number;
  readonly threads: number;
  /** Leaves the file and the log beside it as they are, and lets other readers in. The file must exist. */
  readonly readOnly?: boolean;
}

/** A table as the local file has it. */
export interface ExistingTable {
  readonly name: TargetName;
  readonly kind: 'table' | 'view';
  readonly indexes: number;
}

export interface StagingTable {
  readonly target: TargetName;
  /** `"<table>__staging_<run>"` in the target's schema. */
  readonly staging: TargetName;
  readonly columns: readonly ColumnMapping[];
}

export interface IngestRequest {
  readonly staging: StagingTable;
  /** Key of the checkpoint rows. */
  readonly runId: string;
  readonly table: string;
  readonly slice: number;
  readonly statementId: string;
  readonly streamId: string;
  /** A group is committed once it has this many decompressed bytes, or is this old, or nothing came for a while. */
  readonly groupBytes: number;
  readonly groupMs: number;
  /** Rows that are still to come in this stream, as promised; they tell which thread's share is the last. */
  readonly rowsLeft?: number;
  /** The first group of its stream: an empty staging table may be fitted to what comes. */
  readonly isFirst?: boolean;
  /** What becomes of the rows on their way into staging; `staging.columns` are those before it. */
  readonly transform?: TransformPlan;
  /** Where a group becomes a Parquet file instead of rows of the staging table: the folder, which must exist. */
  readonly spool?: string;
  /** At most so many of DuckDB's threads write it; all of them, when absent. */
  readonly threads?: number;
}

/** What a frame is made of, and what may stay in memory. */
export interface CollectRequest {
  readonly streamId: string;
  /** Checked against what arrives. */
  readonly columns: readonly ColumnMapping[];
  /** Bytes of the frame that stay in memory; the rest goes to the disk. */
  readonly memoryBytes: number;
  /** For the rest; must exist. */
  readonly folder: string;
}

export interface CollectedFrame {
  readonly rows: number;
  /** Decompressed Arrow bytes. */
  readonly bytes: number;
  readonly spilledBytes: number;
}

/** A frame to write; `staging.columns` are those of the frame. */
export interface FrameRequest
  extends Pick<IngestRequest, 'staging' | 'runId' | 'table' | 'slice' | 'statementId' | 'streamId' | 'transform'> {}

export interface WrittenFrame {
  /** Rows that came out of it. */
  readonly stored: number;
  /** Milliseconds of writing the rows, and of committing them. */
  readonly appendMs: number;
  readonly commitMs: number;
}

export type OnWritten = (rows: number, bytes: number) => void;

/** What one committed group brought in. */
export interface IngestedGroup {
  readonly chunks: readonly number[];
  readonly rows: number;
  /** Decompressed Arrow bytes. */
  readonly bytes: number;
  /** The stream has ended and nothing of it is left. */
  readonly ended: boolean;
  /** Milliseconds of writing the rows, without waiting for them, and of committing them. */
  readonly appendMs: number;
  readonly commitMs: number;
}

/** Rows of the official driver to write, with the word that they are in. */
export interface AppendRequest {
  readonly staging: StagingTable;
  /** Key of the checkpoint row. */
  readonly runId: string;
  readonly table: string;
  readonly slice: number;
  /** Index of the batch inside the slice. */
  readonly chunk: number;
  readonly batch: RowBatch;
}

/** Milliseconds of writing the rows of a batch, and of committing them. */
export interface AppendedBatch {
  readonly appendMs: number;
  readonly commitMs: number;
}

export type SinkValue = string | number | bigint | boolean | null;
export type SinkRow = Readonly<Record<string, SinkValue>>;

/** A statement of a person's own, of which the first rows are looked at. */
export interface SampleRequest {
  readonly sql: string;
  readonly limit: number;
}

/** Values as text as DuckDB prints them, long ones cut, which a trailing `…` shows. */
export type Sample = Omit<RowSample, 'elapsedMs'>;

/** One statement of a transaction; `values` are bound to `$1`, `$2`, …. */
export interface Statement {
  readonly sql: string;
  readonly values?: readonly SinkValue[];
}

/** Milliseconds of what the statements did, and of committing it. */
export interface CommittedStatements {
  readonly appendMs: number;
  readonly commitMs: number;
}

/**
 * The DuckDB file, owned by one thread. Every method may be called while another is under way; what uses the file is done
 * one after the other, the rest (`collect`, `dropFrame`, `calculate`, and the wait of `ingest` for its first chunk) beside it.
 * @throws ReplicatorError `sink.*`, and from `ingest` and `append` also `type.*` and `value.*`; from `ingest` `integrity.*` and
 * what ended the stream too
 */
export interface Sink {
  /** Opens or creates the file. Refuses a file that is no database, and names the process that holds a locked one. */
  open(options: OpenOptions): Promise<void>;
  /** Runs one statement; DECIMAL and nested values come as text. Column names as DuckDB prints them. */
  query(statement: Statement): Promise<readonly SinkRow[]>;
  /** All or nothing: any error rolls back. Retries a write conflict. After an ambiguous commit error the caller must look. */
  transaction(statements: readonly Statement[]): Promise<CommittedStatements>;
  /**
   * Waits for chunks, writes them and the checkpoint row of each in one transaction, and returns what is in.
   * @param onWritten rows and decompressed bytes of the group so far, which are not committed yet; some ten times a second
   */
  ingest(request: IngestRequest, onWritten?: OnWritten): Promise<IngestedGroup>;
  /**
   * Takes a whole stream into a frame, which stays until it is dropped.
   * @param onWritten rows and bytes so far
   */
  collect(request: CollectRequest, onWritten?: OnWritten): Promise<CollectedFrame>;
  /** Writes a frame through its transform and the checkpoint rows of its chunks in one transaction; may be repeated. */
  writeFrame(request: FrameRequest): Promise<WrittenFrame>;
  dropFrame(streamId: string): Promise<void>;
  /**
   * Runs one statement beside the file, which need not be open: in an empty database in memory that sees no file.
   * @throws ReplicatorError `query.invalid`
   */
  calculate(statement: Statement): Promise<readonly SinkRow[]>;
  /** Writes a batch of rows and its checkpoint row in one transaction; every value is checked. */
  append(request: AppendRequest): Promise<AppendedBatch>;
  /** Interrupts what runs, for the given streams or all; what was under way rejects with `run.cancelled`. */
  cancel(): Promise<void>;
  /** Lets the file go; `open` may follow. */
  close(): Promise<void>;
}

/**
 * Looks at the open file beside the work that goes on there: each has a connection of its own and waits for nobody.
 * `look` names what belongs together, so that it can be stopped without anything else.
 * @throws ReplicatorError `sink.*`, `run.cancelled`
 */
export interface SinkReader {
  read(look: string, statement: Statement): Promise<readonly SinkRow[]>;
  /** Exactly one statement, and one that reads. @throws ReplicatorError `query.invalid` too */
  sample(look: string, request: SampleRequest): Promise<Sample>;
  /** What is under way under this name, or will be, rejects with `run.cancelled`. */
  stop(look: string): Promise<void>;
}
