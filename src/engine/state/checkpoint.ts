export interface SliceKey {
  readonly runId: string;
  /** `catalog.schema.table`. */
  readonly source: string;
  readonly slice: number;
}

export interface CheckpointedChunk {
  readonly index: number;
  readonly rows: number;
  /** Decompressed Arrow bytes. */
  readonly bytes: number;
  /** Of the file that the chunk came in. */
  readonly digest: string;
}

/** A file of the spool with the chunks that are in it. */
export interface SpoolFile {
  /** Its name within the spool's folder of the table. */
  readonly name: string;
  readonly bytes: number;
}
