import type { Schema } from 'apache-arrow';
import type { ResultColumn } from '../sql/sql-engine.ts';

export type Compression = 'lz4' | 'none';

/**
 * How LZ4 payloads are framed: one frame of 4 MiB blocks without checksums, one such frame per Arrow message, or one frame
 * per Arrow message with block and content checksums. Real warehouses have sent all three.
 */
export type Framing = 'oneFrame' | 'uncheckedFramePerMessage' | 'framePerMessage';

/** One file of a result: a complete Arrow IPC stream. */
export interface StoredFile {
  readonly index: number;
  readonly rowOffset: number;
  readonly rows: number;
  /** Decompressed size, in bytes. */
  readonly rawBytes: number;
  /** Size on disk and on the wire, in bytes. */
  readonly storedBytes: number;
  readonly path: string;
}

export interface StoredResult {
  readonly id: string;
  readonly columns: readonly ResultColumn[];
  readonly schema: Schema;
  readonly files: readonly StoredFile[];
  readonly totalRows: number;
  readonly totalRawBytes: number;
  readonly totalStoredBytes: number;
  readonly compression: Compression;
  readonly framing: Framing;
  /** Rows were left out because of a limit. */
  readonly truncated: boolean;
  readonly modifiedRows?: number;
}

export interface StoreOptions {
  readonly compression: Compression;
  readonly framing: Framing;
  readonly rowLimit?: number;
  /** Decompressed bytes; whole batches are left out from there on. */
  readonly byteLimit?: number;
}

/** A presigned link to one file. */
export interface StoredLink {
  readonly url: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}
