import { realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { ReplicatorError } from '../../../shared/errors.ts';

/**
 * The one true path of a file that may not exist yet, symbolic links resolved: DuckDB would open the same file twice
 * under two names, and lose rows.
 * @throws ReplicatorError `sink.unwritable` when the folder does not exist or the path is a folder
 */
export function resolveTarget(file: string): string {
  const absolute = path.resolve(file);
  const known = statSync(absolute, { throwIfNoEntry: false });
  if (known?.isDirectory()) throw new ReplicatorError('sink.unwritable', `${absolute} is a folder.`);
  if (known !== undefined) return realpathSync.native(absolute);
  const folder = path.dirname(absolute);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new ReplicatorError('sink.unwritable', `The folder ${folder} does not exist.`);
  }
  return path.join(realpathSync.native(folder), path.basename(absolute));
}

/** Device and inode of an open database: a deleted file keeps accepting writes, and all of them are lost. */
export class FileIdentity {
  readonly #file: string;
  readonly #id: string | undefined;

  constructor(file: string) {
    this.#file = file;
    this.#id = identify(file);
  }

  /** @throws ReplicatorError `sink.unwritable` when the file is no longer the one that was opened */
  check(): void {
    if (this.#id !== undefined && identify(this.#file) === this.#id) return;
    const text = `The database file ${this.#file} was deleted or replaced while it was open.`;
    throw new ReplicatorError('sink.unwritable', text);
  }
}

function identify(file: string): string | undefined {
  const stat = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stat && `${stat.dev}:${stat.ino}`;
}
