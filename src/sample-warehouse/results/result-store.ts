import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeId } from '../make-id.ts';
import type { SqlResult } from '../sql/sql-engine.ts';
import { schemaMessage } from '../thrift/results/arrow-messages.ts';
import { FileWriter } from './file-writer.ts';
import { limitBatches } from './limit-batches.ts';
import type { LinkSigner } from './link-signer.ts';
import type { StoredLink, StoredResult, StoreOptions } from './stored-result.ts';

/** Lets the engine put away what it has made ready for batches that nobody reads; unread, a generator cannot. */
async function discard(batches: AsyncIterable<unknown>): Promise<void> {
  const iterator = batches[Symbol.asyncIterator]();
  await iterator.next();
  await iterator.return?.();
}

function keyOf(cacheKey: string, { compression, framing, rowLimit, byteLimit }: StoreOptions): string {
  return JSON.stringify([cacheKey, compression, framing, rowLimit, byteLimit]);
}

/** Results as files on disk, each about `fileBytes` decompressed; results with a cache key are kept and served again. */
export class ResultStore {
  readonly #folder: string;
  readonly #fileBytes: number;
  readonly #signer: LinkSigner;
  readonly #results = new Map<string, StoredResult>();
  readonly #cached = new Map<string, Promise<StoredResult>>();
  readonly #cachedIds = new Set<string>();
  readonly #kept = new Set<string>();

  constructor(options: { readonly folder: string; readonly fileBytes: number; readonly signer: LinkSigner }) {
    this.#folder = options.folder;
    this.#fileBytes = options.fileBytes;
    this.#signer = options.signer;
  }

  /** Reads the result to its end and writes its files, unless files of the same key are there. */
  async store(result: SqlResult, options: StoreOptions, signal?: AbortSignal): Promise<StoredResult> {
    if (result.cacheKey === undefined) return this.#write(result, options, signal);
    const key = keyOf(result.cacheKey, options);
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
      this.#kept.add(key);
      return stored;
    } catch (error) {
      if (this.#cached.get(key) === writing) this.#cached.delete(key);
      throw error;
    }
  }

  /** Whether `store` would serve files that are there already. */
  isKept(cacheKey: string, options: StoreOptions): boolean {
    return this.#kept.has(keyOf(cacheKey, options));
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
    const writer = new FileWriter(folder, schemaMessage(result.schema), this.#fileBytes, options);
    const encoded = limitBatches(result.batches, options);
    let truncated: boolean;
    try {
      let next = await encoded.next();
      for (; next.done !== true; next = await encoded.next()) {
        signal?.throwIfAborted();
        await writer.add(next.value.message, next.value.rows);
      }
      truncated = next.value;
    } finally {
      await encoded.return(false);
    }
    await writer.flush();
    const { files } = writer;
    const { compression, framing } = options;
    const stored: StoredResult = {
      id,
      columns: result.columns,
      schema: result.schema,
      files,
      totalRows: writer.rows,
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
