import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeFile } from './encode-file.ts';
import type { StoredFile, StoreOptions } from './stored-result.ts';

/** Writes record batch messages to files of about `fileBytes`, each a whole stream. */
export class FileWriter {
  readonly files: StoredFile[] = [];
  readonly #folder: string;
  readonly #schema: Uint8Array;
  readonly #fileBytes: number;
  readonly #options: StoreOptions;
  #messages: Uint8Array[] = [];
  #pendingBytes = 0;
  #pendingRows = 0;
  #rows = 0;

  constructor(folder: string, schema: Uint8Array, fileBytes: number, options: StoreOptions) {
    this.#folder = folder;
    this.#schema = schema;
    this.#fileBytes = fileBytes;
    this.#options = options;
  }

  /** Rows so far. */
  get rows(): number {
    return this.#rows;
  }

  async add(message: Uint8Array, rows: number): Promise<void> {
    this.#messages.push(message);
    this.#pendingBytes += message.length;
    this.#pendingRows += rows;
    this.#rows += rows;
    if (this.#pendingBytes >= this.#fileBytes) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.#messages.length === 0) return;
    const index = this.files.length;
    const path = join(this.#folder, `${index}.arrow`);
    const { bytes, rawBytes } = await encodeFile([this.#schema, ...this.#messages], this.#options);
    await writeFile(path, bytes);
    const rows = this.#pendingRows;
    this.files.push({ index, rowOffset: this.#rows - rows, rows, rawBytes, storedBytes: bytes.length, path });
    this.#messages = [];
    this.#pendingBytes = 0;
    this.#pendingRows = 0;
  }
}
