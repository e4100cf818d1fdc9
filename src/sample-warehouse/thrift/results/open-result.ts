import type { RecordBatch } from 'apache-arrow';
import { lz4Frame } from '../../results/lz4-frame.ts';
import type { StoreOptions } from '../../results/stored-result.ts';
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

/** How files are written for this client; undefined where it takes no links. */
function fileForm(request: ExecuteStatementRequest): StoreOptions | undefined {
  if (request.canReadArrowResult !== true || request.canDownloadResult !== true) return undefined;
  return { compression: request.canDecompressLZ4Result === true ? 'lz4' : 'none', framing: 'oneFrame' };
}

/** What became text is part of the key. */
function fileKey(cacheKey: string, native: NativeTypes): string {
  return JSON.stringify([cacheKey, native]);
}

/** Whether the files that this client would get are there already. */
export function isKeptFor(request: ExecuteStatementRequest, files: ResultFiles, cacheKey: string): boolean {
  const form = fileForm(request);
  return form !== undefined && files.isKept(fileKey(cacheKey, request.useArrowNativeTypes ?? {}), form);
}

/** The result as it lies in files: without field metadata. */
function fileResult(result: SqlResult, native: NativeTypes, rows: AsyncIterable<RecordBatch>): SqlResult {
  const cacheKey = result.cacheKey === undefined ? {} : { cacheKey: fileKey(result.cacheKey, native) };
  if (isAllNative(result.schema, native)) return { ...result, ...cacheKey, batches: rows };
  const schema = clientSchema([], result.schema, native);
  async function* converted() {
    for await (const batch of rows) yield clientBatch(batch, schema, native);
  }
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
    const isKept = result.cacheKey !== undefined && isKeptFor(request, files, result.cacheKey);
    const isWhole = !isKept && (await queue.fill(inlineBytes));
    if (request.canReadArrowResult !== true) return await InlineResult.open(queue, columnEncoding(result), inlineBytes);
    const native = request.useArrowNativeTypes ?? {};
    const form = fileForm(request);
    if (isWhole || form === undefined) {
      const compress = request.canDecompressLZ4Result === true ? compressWithChecksums : undefined;
      const encoding = arrowEncoding(result, native, compress);
      return await InlineResult.open(queue, encoding, inlineBytes);
    }
    const stored = await files.store(fileResult(result, native, queue.rest()), form, signal);
    await queue.close();
    return new LinkedResult(result, native, files, stored);
  } catch (error) {
    await queue.close();
    throw error;
  }
}
