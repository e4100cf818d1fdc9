import { createHash } from 'node:crypto';
import { mkdir, readdir, rm, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { type TargetName, targetLabel } from '../../shared/names.ts';
import { onDisk } from '../on-disk.ts';
import type { SpoolFile } from '../state/checkpoint.ts';

/** The folder beside a database that holds what runs have on the disk before it is in the database. */
export function spoolOf(file: string): string {
  return `${file}.spool${path.sep}`;
}

/** The name of a file, by which the files of a slice are known. */
export function fileOfSlice(slice: number, name: string): string {
  return `${slice}-${name}`;
}

/** The Parquet files of one table in one run. */
export class SpoolFolder {
  /** Absolute. */
  readonly path: string;

  /** @param file - the database, as `resolveTarget` gives it */
  constructor(file: string, runId: string, target: TargetName) {
    this.path = path.join(spoolOf(file), runId, folderName(target));
  }

  async create(): Promise<void> {
    await onDisk(mkdir(this.path, { recursive: true }), this.path);
  }

  fileOf(name: string): string {
    return path.join(this.path, name);
  }

  /** Whether a file is there as it was written down. */
  async has({ name, bytes }: SpoolFile): Promise<boolean> {
    const known = await stat(this.fileOf(name)).catch(() => undefined);
    return known?.size === bytes;
  }

  async discard(names: readonly string[]): Promise<void> {
    for (const name of names) await onDisk(rm(this.fileOf(name), { force: true }), this.fileOf(name));
  }

  /** What is of a slice, finished or not: its rows are to be fetched anew. */
  async discardSlice(slice: number): Promise<void> {
    await this.discard((await this.#names()).filter((name) => name.startsWith(fileOfSlice(slice, ''))));
  }

  /** What nobody has loaded goes. */
  async keepOnly(names: ReadonlySet<string>): Promise<void> {
    await this.discard((await this.#names()).filter((name) => !names.has(name)));
  }

  async #names(): Promise<readonly string[]> {
    return readdir(this.path).catch((error: NodeJS.ErrnoException) =>
      error.code === 'ENOENT' ? [] : onDisk(Promise.reject(error), this.path),
    );
  }

  /** With the folders above it that are empty then. */
  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
    await this.tidy();
  }

  /** What is empty goes. */
  async tidy(): Promise<void> {
    const ofRun = path.dirname(this.path);
    for (const folder of [this.path, ofRun, path.dirname(ofRun)]) await removeEmpty(folder);
  }
}

/** A name that every file system takes, and that a person recognises. */
function folderName(target: TargetName): string {
  const label = targetLabel(target);
  const readable = label.replace(/[^\p{L}\p{N}._-]/gu, '_').slice(0, 60);
  return `${readable}-${createHash('sha1').update(label).digest('hex').slice(0, 8)}`;
}

/** Another table's files may be there, or nothing at all. */
export async function removeEmpty(folder: string): Promise<void> {
  await rmdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(error.code ?? '')) throw error;
  });
}
