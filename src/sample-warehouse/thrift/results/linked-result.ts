import type { ResultStore } from '../../results/result-store.ts';
import type { StoredResult } from '../../results/stored-result.ts';
import type { SqlResult } from '../../sql/sql-engine.ts';
import { rowSetType } from '../protocol/constants.ts';
import type { ResultSetMetadata } from '../protocol/result-set.ts';
import { schemaMessage } from './arrow-messages.ts';
import { commonMetadata } from './encode-rows.ts';
import { clientSchema, type NativeTypes } from './native-types.ts';
import type { Fetched, FetchOptions, OperationResult } from './operation-result.ts';

/** Where large results are kept for download. */
export type ResultFiles = Pick<ResultStore, 'store' | 'isKept' | 'link' | 'release'>;

/** Rows that lie in files behind links. Every fetch gives fresh links. */
export class LinkedResult implements OperationResult {
  readonly metadata: ResultSetMetadata;
  readonly outlivesFetch = true;
  readonly #store: ResultFiles;
  readonly #stored: StoredResult;
  #delivered = false;

  constructor(result: SqlResult, native: NativeTypes, store: ResultFiles, stored: StoredResult) {
    this.metadata = {
      ...commonMetadata(result),
      resultFormat: rowSetType.url,
      lz4Compressed: stored.compression === 'lz4',
      arrowSchema: schemaMessage(clientSchema(result.columns, result.schema, native)),
      uncompressedBytes: stored.totalRawBytes,
      compressedBytes: stored.totalStoredBytes,
      x0d01: 8,
      x0d13: false,
    };
    this.#store = store;
    this.#stored = stored;
  }

  async fetch(options: FetchOptions): Promise<Fetched> {
    const from = options.startRowOffset ?? (this.#delivered && !options.first ? Number.POSITIVE_INFINITY : 0);
    this.#delivered = true;
    const resultLinks = this.#stored.files.flatMap((file) => {
      if (file.rowOffset + file.rows <= from) return [];
      const { url, expiresAt } = this.#store.link(this.#stored, file.index);
      return {
        fileLink: url,
        expiryTime: expiresAt,
        startRowOffset: file.rowOffset,
        rowCount: file.rows,
        bytesNum: file.rawBytes,
        httpHeaders: {},
      };
    });
    const startRowOffset = resultLinks[0]?.startRowOffset ?? 0;
    return { results: { startRowOffset, rows: [], resultLinks }, hasMoreRows: false };
  }

  async close(): Promise<void> {
    await this.#store.release(this.#stored);
  }
}
