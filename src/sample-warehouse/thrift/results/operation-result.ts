import type { ResultSetMetadata, RowSet } from '../protocol/result-set.ts';

export interface FetchOptions {
  readonly maxRows: number;
  readonly maxBytes: number;
  /** Start again at the first row (FETCH_FIRST). */
  readonly first: boolean;
  /** Offset of the first row wanted, where the client says it. */
  readonly startRowOffset?: number | undefined;
}

export interface Fetched {
  readonly results: RowSet;
  readonly hasMoreRows: boolean;
}

/** What an operation has to give, in the form that its client reads. */
export interface OperationResult {
  readonly metadata: ResultSetMetadata;
  /** Whether a client that has all rows still needs the operation, for its links. */
  readonly outlivesFetch: boolean;
  /** @throws ThriftStatusError where the rows asked for are gone */
  fetch(options: FetchOptions): Promise<Fetched>;
  close(): Promise<void>;
}
