import type { RecordBatch } from 'apache-arrow';
import type { SqlResult } from '../../sql/sql-engine.ts';
import { cacheLookup, rowSetType } from '../protocol/constants.ts';
import type { ArrowBatch, ResultSetMetadata, RowSet } from '../protocol/result-set.ts';
import { recordBatchMessage, schemaMessage } from './arrow-messages.ts';
import { describeColumn } from './column-descriptions.ts';
import { columnsOf } from './column-values.ts';
import { clientBatch, clientSchema, type NativeTypes } from './native-types.ts';

/** Turns batches into the payload of a row set, and knows the metadata that goes with it. */
export interface RowEncoding {
  metadata(buffered: readonly RecordBatch[]): Promise<ResultSetMetadata>;
  rows(batches: readonly RecordBatch[]): Promise<Pick<RowSet, 'arrowBatches' | 'columns'>>;
}

interface EncodedBatch extends ArrowBatch {
  readonly batch: Uint8Array;
  readonly rowCount: number;
  readonly rawBytes: number;
}

const success = { statusCode: 0 };

/** What metadata says whatever the form of the rows. */
export function commonMetadata(result: SqlResult): ResultSetMetadata {
  const described =
    result.columns.length > 0 ? result.columns : [{ name: 'Result', typeText: 'STRING', comment: null }];
  return {
    status: success,
    schema: { columns: described.map(describeColumn) },
    cacheLookupResult: result.cacheKey === undefined ? cacheLookup.ineligible : cacheLookup.miss,
    isStagingOperation: false,
    x0d05: 1,
    ...(result.cacheKey === undefined ? {} : { x0d06: 'MissingMetadata' }),
    x0d08: true,
    x0d09: true,
    x0d11: false,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Inline Arrow: one message per batch, each in a frame of its own when `compress` is given. */
export function arrowEncoding(
  result: SqlResult,
  native: NativeTypes,
  compress: ((message: Uint8Array) => Promise<Uint8Array>) | undefined,
): RowEncoding {
  const schema = clientSchema(result.columns, result.schema, native);
  const encoded = new WeakMap<RecordBatch, EncodedBatch>();
  const encode = async (batch: RecordBatch): Promise<EncodedBatch> => {
    const known = encoded.get(batch);
    if (known !== undefined) return known;
    const message = recordBatchMessage(clientBatch(batch, schema, native));
    const stored = compress === undefined ? message : await compress(message);
    const fresh = { batch: stored, rowCount: batch.numRows, rawBytes: message.length };
    encoded.set(batch, fresh);
    return fresh;
  };
  return {
    async metadata(buffered) {
      const batches = await Promise.all(buffered.map(encode));
      return {
        ...commonMetadata(result),
        resultFormat: rowSetType.arrow,
        lz4Compressed: compress !== undefined,
        arrowSchema: schemaMessage(schema),
        uncompressedBytes: sum(batches.map((batch) => batch.rawBytes)),
        compressedBytes: sum(batches.map((batch) => batch.batch.length)),
        x0d01: 5,
      };
    },
    rows: async (batches) => ({ arrowBatches: await Promise.all(batches.map(encode)) }),
  };
}

/** Columns of Thrift values, for a client that does not read Arrow. */
export function columnEncoding(result: SqlResult): RowEncoding {
  return {
    async metadata(buffered) {
      const bytes = sum(buffered.map((batch) => recordBatchMessage(batch).length));
      return {
        ...commonMetadata(result),
        resultFormat: rowSetType.column,
        lz4Compressed: false,
        uncompressedBytes: bytes,
        compressedBytes: bytes,
        x0d01: 0,
      };
    },
    rows: async (batches) => ({ columns: columnsOf(batches, result.columns) }),
  };
}
