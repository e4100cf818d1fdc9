import type { Event } from 'vscode';
import type { LocalFile } from '../../shared/local-file.ts';

/** The DuckDB files a person works with here. */
export interface LocalFiles {
  /** A file came, went, or its content changed; the path, or undefined where the list did. */
  readonly onDidChange: Event<string | undefined>;
  /** Absolute paths, in the order they were added. */
  list(): readonly string[];
  add(file: string): Promise<void>;
  /** Takes it off the list; the file stays. */
  forget(file: string): Promise<void>;
  /** Where a replication goes that names no file. */
  readonly target: string;
  setTarget(file: string): Promise<void>;
  /** Kept until `invalidate`. @throws ReplicatorError `sink.*` */
  describe(file: string): Promise<LocalFile>;
  /** What is known of it is out of date: a run has written to it. */
  invalidate(file: string): void;
}
