import { resolveTarget } from '../sink/duckdb/target-file.ts';
import { FileOwner } from './file-owner.ts';

/** One owner for each file, by whatever name it is asked for. */
export class FileOwners {
  readonly #sinkEntry: URL;
  readonly #owners = new Map<string, FileOwner>();

  constructor(sinkEntry: URL) {
    this.#sinkEntry = sinkEntry;
  }

  /** @throws ReplicatorError `sink.unwritable` when the folder does not exist or the path is a folder */
  of(file: string): FileOwner {
    const place = resolveTarget(file);
    const owner = this.#owners.get(place) ?? new FileOwner(place, this.#sinkEntry);
    this.#owners.set(place, owner);
    return owner;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#owners.values()].map((owner) => owner.close()));
  }
}
