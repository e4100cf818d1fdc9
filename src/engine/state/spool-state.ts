import type { ColumnMapping } from '../../shared/column-mapping.ts';
import type { TargetName } from '../../shared/names.ts';
import type { Sink } from '../sink/sink.ts';
import { checkpointFile } from '../sql/checkpoint-statements.ts';
import {
  checkpointSpooled,
  forgetSpooled,
  forgetSpooledFiles,
  insertExported,
  insertSpooled,
  listSpooled,
} from '../sql/spool-statements.ts';
import type { CheckpointedChunk, SpoolFile } from './checkpoint.ts';
import { text } from './state-text.ts';

export interface SliceKey {
  readonly runId: string;
  /** `catalog.schema.table`. */
  readonly source: string;
  readonly slice: number;
}

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

  async forget(key: SliceKey): Promise<void> {
    await this.sink.transaction([forgetSpooled(key)]);
  }

  async forgetFiles(key: SliceKey, names: readonly string[]): Promise<void> {
    await this.sink.transaction([forgetSpooledFiles(key, names)]);
  }

  /** The rows of files into staging and the checkpoints of their chunks, in one transaction. */
  async load(
    key: SliceKey,
    staging: {
      readonly name: TargetName;
      readonly columns: readonly ColumnMapping[];
      /** The files are those of a warehouse, and not our own. */
      readonly exported: boolean;
    },
    files: readonly { readonly name: string; readonly path: string }[],
  ): Promise<void> {
    const insert = (staging.exported ? insertExported : insertSpooled)(
      staging.name,
      staging.columns,
      files.map((file) => file.path),
    );
    await this.sink.transaction([
      { sql: insert },
      ...checkpointSpooled(
        key,
        files.map((file) => file.name),
      ),
    ]);
  }
}
