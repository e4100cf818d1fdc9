import type { CommittedStatements, Sink } from '../sink/sink.ts';
import { checkpointFile } from '../sql/checkpoint-statements.ts';
import {
  checkpointSpooled,
  forgetSpooledFiles,
  insertSpooled,
  listLoaded,
  listSpooled,
  readThrough,
  type SpoolLoading,
} from '../sql/spool-statements.ts';
import type { CheckpointedChunk, SliceKey, SpoolFile } from './checkpoint.ts';
import { text } from './state-text.ts';

/** A chunk whose rows are in a file of the spool and not in staging yet. */
export interface SpooledChunk extends CheckpointedChunk {
  readonly file: SpoolFile;
}

/** What the target file knows of the spool beside it. */
export class SpoolState {
  private readonly sink: Sink;

  constructor(sink: Sink) {
    this.sink = sink;
  }

  async list(key: SliceKey): Promise<readonly SpooledChunk[]> {
    const rows = await this.sink.query(listSpooled(key));
    return rows.map((row) => ({
      index: Number(row.chunk),
      rows: Number(row.rows),
      bytes: Number(row.bytes),
      digest: text(row.digest),
      file: { name: text(row.file), bytes: Number(row.file_bytes) },
    }));
  }

  /** Chunks that came as a file. */
  async add(key: SliceKey, file: SpoolFile, chunks: readonly CheckpointedChunk[]): Promise<void> {
    await this.sink.transaction([checkpointFile({ ...key, table: key.source }, file, chunks)]);
  }

  async forgetFiles(key: SliceKey, names: readonly string[]): Promise<void> {
    await this.sink.transaction([forgetSpooledFiles(key, names)]);
  }

  /** The rows of files into staging and the checkpoints of their chunks, in one transaction. */
  load(
    key: SliceKey,
    loading: SpoolLoading,
    files: readonly { readonly name: string; readonly path: string }[],
  ): Promise<CommittedStatements> {
    const paths = files.map((file) => file.path);
    const names = files.map((file) => file.name);
    return this.sink.transaction([{ sql: insertSpooled(loading, paths) }, ...checkpointSpooled(key, names)]);
  }

  /** Names of the files that a table's rows came from; undefined where some came before anybody wrote that down. */
  async loaded(table: Pick<SliceKey, 'runId' | 'source'>): Promise<ReadonlySet<string> | undefined> {
    const rows = await this.sink.query(listLoaded(table));
    if (rows.some(({ file }) => file === null)) return undefined;
    return new Set(rows.map(({ file }) => text(file)));
  }

  /** @throws ReplicatorError what is wrong with a file, as DuckDB says it */
  async readThrough(path: string): Promise<void> {
    await this.sink.query({ sql: readThrough(path) });
  }
}
