import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { onDisk } from '../../on-disk.ts';

/** The beginning of a file on its way to the disk; what it holds is kept from one attempt to the next. */
export class PartFile {
  readonly #handle: FileHandle;
  readonly #path: string;
  #length: number;

  private constructor(handle: FileHandle, path: string, length: number) {
    this.#handle = handle;
    this.#path = path;
    this.#length = length;
  }

  /** Of a file that is longer than the whole should be, nothing is kept. */
  static async open(path: string, wholeLength: number): Promise<PartFile> {
    const handle = await onDisk(open(path, constants.O_RDWR | constants.O_CREAT, 0o600), path);
    const { size } = await onDisk(handle.stat(), path);
    const part = new PartFile(handle, path, size);
    if (size > wholeLength) await part.truncate(0);
    return part;
  }

  get length(): number {
    return this.#length;
  }

  async append(bytes: Buffer): Promise<void> {
    for (let written = 0; written < bytes.length; ) {
      const position = this.#length;
      const { bytesWritten } = await onDisk(
        this.#handle.write(bytes, written, bytes.length - written, position),
        this.#path,
      );
      written += bytesWritten;
      this.#length += bytesWritten;
    }
  }

  async truncate(length: number): Promise<void> {
    await onDisk(this.#handle.truncate(length), this.#path);
    this.#length = length;
  }

  sync(): Promise<void> {
    return onDisk(this.#handle.sync(), this.#path);
  }

  close(): Promise<void> {
    return onDisk(this.#handle.close(), this.#path);
  }
}
