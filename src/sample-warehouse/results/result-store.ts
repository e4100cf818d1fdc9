import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeId } from '../make-id.ts';
import type { SqlResult } from '../sql/sql-engine.ts';
import { recordBatchMessage, schemaMessage, sliceBatch } from '../thrift/results/arrow-messages.ts';
import { encodeFile } from './encode-file.ts';
import type { LinkSigner } from './link-signer.ts';
import type { StoredFile, StoredLink, StoredResult, StoreOptions } from './stored-result.ts';

interface PendingFile {
  readonly messages: Uint8Array[];
  readonly rowOffset: number;
  rows: number;
  bytes: number;
}

/** Lets the engine put away what it has made ready for batches that nobody reads; unread, a generator cannot. */
async function discard(batches: AsyncIterable<unknown>): Promise<void> {
  const iterator = batches[Symbol.asyncIterator]();
  await iterator.next();
  await iterator.return?.();
}

/** Results as files on disk, each about `fileBytes` decompressed; results with a cache key are kept and served again. */
export class ResultStore {
  readonly #folder: string;
  readonly #fileBytes: number;
  readonly #signer: LinkSigner;
  readonly #results = new Map<string, StoredResult>();
  readonly #cached = new Map<string, Promise<StoredResult>>();
  readonly #cachedIds = new Set<string>();

  constructor(options: { readonly folder: string; readonly fileBytes: number; readonly signer: LinkSigner }) {
    this.#folder = options.folder;
    this.#fileBytes = options.fileBytes;
    this.#signer = options.signer;
  }

  /** Reads the result to its end and writes its files, unless files of the same key are there. */
  async store(result: SqlResult, options: StoreOptions, signal?: AbortSignal): Promise<StoredResult> {
    if (result.cacheKey === undefined) return this.#write(result, options, signal);
    const { compression, framing, rowLimit, byteLimit } = options;
    const key = JSON.stringify([result.cacheKey, compression, framing, rowLimit, byteLimit]);
    // Whoever writes the files may give up on the way; then the next one writes them.
    const known = await this.#cached.get(key)?.catch(() => undefined);
    if (known !== undefined) {
      await discard(result.batches);
      return known;
    }
    const writing = this.#write(result, options, signal);
    this.#cached.set(key, writing);
    try {
      const stored = await writing;
      this.#cachedIds.add(stored.id);
      return stored;
    } catch (error) {
      if (this.#cached.get(key) === writing) this.#cached.delete(key);
      throw error;
    }
  }

  find(resultId: string): StoredResult | undefined {
    return this.#results.get(resultId);
  }

  /** @throws RangeError when the result has no such file */
  link(result: StoredResult, fileIndex: number, lifetimeMs?: number): StoredLink {
    const file = result.files[fileIndex];
    if (file === undefined) throw new RangeError(`Result ${result.id} has no file ${fileIndex}.`);
    return this.#signer.sign(result, file, lifetimeMs);
  }

  /** Deletes the files of a result that nobody reads any more; files kept for repeated reads stay. */
  async release(result: StoredResult): Promise<void> {
    if (this.#cachedIds.has(result.id) || !this.#results.delete(result.id)) return;
    await rm(join(this.#folder, result.id), { recursive: true, force: true });
  }

  async #write(result: SqlResult, options: StoreOptions, signal: AbortSignal | undefined): Promise<StoredResult> {
    const id = makeId();
    const folder = join(this.#folder, id);
    await mkdir(folder, { recursive: true });
    try {
      return await this.#writeInto(folder, id, result, options, signal);
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  async #writeInto(
    folder: string,
    id: string,
    result: SqlResult,
    options: StoreOptions,
    signal: AbortSignal | undefined,
  ): Promise<StoredResult> {
    const schema = schemaMessage(result.schema);
    const files: StoredFile[] = [];
    let rows = 0;
    let bytes = 0;
    let truncated = false;
    let pending: PendingFile | undefined;
    const flush = async (file: PendingFile): Promise<void> => {
      const { bytes: content, rawBytes } = await encodeFile(file.messages, options);
      const path = join(folder, `${files.length}.arrow`);
      await writeFile(path, content);
      const { rowOffset } = file;
      files.push({ index: files.length, rowOffset, rows: file.rows, rawBytes, storedBytes: content.length, path });
    };
    for await (const whole of result.batches) {
      signal?.throwIfAborted();
      if (whole.numRows === 0) continue;
      const room = (options.rowLimit ?? Number.POSITIVE_INFINITY) - rows;
      truncated = room < whole.numRows;
      if (room <= 0) break;
      const batch = truncated ? sliceBatch(whole, 0, room) : whole;
      const message = recordBatchMessage(batch);
      if (bytes > 0 && bytes + message.length > (options.byteLimit ?? Number.POSITIVE_INFINITY)) {
        truncated = true;
        break;
      }
      pending ??= { messages: [schema], rowOffset: rows, rows: 0, bytes: 0 };
      pending.messages.push(message);
      pending.rows += batch.numRows;
      pending.bytes += message.length;
      rows += batch.numRows;
      bytes += message.length;
      if (pending.bytes >= this.#fileBytes) {
        await flush(pending);
        pending = undefined;
      }
      if (truncated) break;
    }
    if (pending !== undefined) await flush(pending);
    const { compression, framing } = options;
    const stored: StoredResult = {
      id,
      columns: result.columns,
      schema: result.schema,
      files,
      totalRows: rows,
      totalRawBytes: files.reduce((sum, file) => sum + file.rawBytes, 0),
      totalStoredBytes: files.reduce((sum, file) => sum + file.storedBytes, 0),
      compression,
      framing,
      truncated,
      ...(result.modifiedRows === undefined ? {} : { modifiedRows: result.modifiedRows }),
    };
    this.#results.set(id, stored);
    return stored;
  }
}
