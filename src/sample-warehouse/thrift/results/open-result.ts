import type { RecordBatch } from 'apache-arrow';
import { lz4Frame } from '../../results/lz4-frame.ts';
import type { SqlResult } from '../../sql/sql-engine.ts';
import type { ExecuteStatementRequest } from '../protocol/requests.ts';
import { BatchQueue } from './batch-queue.ts';
import { arrowEncoding, columnEncoding } from './encode-rows.ts';
import { InlineResult } from './inline-result.ts';
import { LinkedResult, type ResultFiles } from './linked-result.ts';
import { clientBatch, clientSchema, isAllNative, type NativeTypes } from './native-types.ts';
import type { OperationResult } from './operation-result.ts';

export interface ResultForms {
  readonly files: ResultFiles;
  /** Above this many bytes a result goes behind links, or is paged for a client that takes no links. */
  readonly inlineBytes: number;
}

function compressWithChecksums(message: Uint8Array): Promise<Uint8Array> {
  return lz4Frame(message, { checksums: true });
}

/** The result as it lies in files: without field metadata, and with a cache key that knows what became text. */
function fileResult(result: SqlResult, native: NativeTypes, rows: AsyncIterable<RecordBatch>): SqlResult {
  if (isAllNative(result.schema, native)) return { ...result, batches: rows };
  const schema = clientSchema([], result.schema, native);
  async function* converted() {
    for await (const batch of rows) yield clientBatch(batch, schema, native);
  }
  const cacheKey = result.cacheKey === undefined ? {} : { cacheKey: JSON.stringify([result.cacheKey, native]) };
  return { ...result, ...cacheKey, schema, batches: converted() };
}

/** Gives a result the form its client asked for: columns, inline Arrow, or links once it is large. */
export async function openResult(
  result: SqlResult,
  request: ExecuteStatementRequest,
  { files, inlineBytes }: ResultForms,
  signal: AbortSignal,
): Promise<OperationResult> {
  const queue = new BatchQueue(result.batches);
  try {
    const isWhole = await queue.fill(inlineBytes);
    if (request.canReadArrowResult !== true) return await InlineResult.open(queue, columnEncoding(result), inlineBytes);
    const native = request.useArrowNativeTypes ?? {};
    const isCompressed = request.canDecompressLZ4Result === true;
    if (isWhole || request.canDownloadResult !== true) {
      const encoding = arrowEncoding(result, native, isCompressed ? compressWithChecksums : undefined);
      return await InlineResult.open(queue, encoding, inlineBytes);
    }
    const stored = await files.store(
      fileResult(result, native, queue.rest()),
      { compression: isCompressed ? 'lz4' : 'none', framing: 'oneFrame' },
      signal,
    );
    await queue.close();
    return new LinkedResult(result, native, files, stored);
  } catch (error) {
    await queue.close();
    throw error;
  }
}
