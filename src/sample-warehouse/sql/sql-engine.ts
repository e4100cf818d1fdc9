import type { RecordBatch, Schema } from 'apache-arrow';

/** A result column as the warehouse describes it on both wires. */
export interface ResultColumn {
  readonly name: string;
  /** `DECIMAL(18,2)`, `ARRAY<INT>`, `INTERVAL DAY TO SECOND`, `VOID`, … as a real manifest spells it. */
  readonly typeText: string;
  readonly comment: string | null;
  readonly nullable: boolean;
}

/**
 * The outcome of a statement. DDL has no columns at all; DML has its counts as a row, and `modifiedRows`.
 * `batches` may be read once, from start to end; each holds at most about 4,000 rows, typed as on the real wire
 * (timestamps with the session's zone, decimals as decimal128, intervals native, variants as text, void as null).
 */
export interface SqlResult {
  readonly columns: readonly ResultColumn[];
  readonly schema: Schema;
  readonly batches: AsyncIterable<RecordBatch>;
  readonly modifiedRows?: number;
  /** Same key, same rows: set for a deterministic read of pinned data, so that its files may be kept and served again. */
  readonly cacheKey?: string;
}

export interface SqlSession {
  readonly catalog: string;
  readonly schema: string;
  /** IANA name, e.g. `Etc/UTC`. */
  readonly timeZone: string;
}

/** A bound parameter: `ordinal` (1-based, `?`) or `name` (`:name`); NULL is an absent value. */
export interface SqlParameter {
  readonly ordinal?: number;
  readonly name?: string;
  readonly type: string;
  readonly value?: string;
}

/** Databricks SQL in, rows out: what both the Thrift service and the Statement Execution API stand on. */
export interface SqlEngine {
  /** @throws SqlError */
  execute(
    sql: string,
    options: {
      readonly session: SqlSession;
      readonly parameters?: readonly SqlParameter[];
      readonly rowLimit?: number;
      /** The rows under this cache key are kept by the caller: they are not computed again, and `batches` is empty. */
      readonly isKept?: (cacheKey: string) => boolean;
      readonly signal: AbortSignal;
    },
  ): Promise<SqlResult>;
  close(): Promise<void>;
}

/** A failed statement, worded as the real warehouse words it. */
export class SqlError extends Error {
  override readonly name = 'SqlError';
  /** `TABLE_OR_VIEW_NOT_FOUND`. */
  readonly errorClass: string;
  /** `42P01`. */
  readonly sqlState: string;
  /** JSON-safe values of the message template. */
  readonly parameters: Readonly<Record<string, string>>;

  /** `message` is the whole text, `[CLASS] … SQLSTATE: xxxxx`. */
  constructor(
    errorClass: string,
    sqlState: string,
    message: string,
    parameters: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.errorClass = errorClass;
    this.sqlState = sqlState;
    this.parameters = parameters;
  }
}
