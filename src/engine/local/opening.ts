import { availableParallelism, totalmem } from 'node:os';
import { type ChunkPortEnds, createChunkPort } from '../chunk-port.ts';
import { type SinkThread, startSink } from '../sink/duckdb/sink-client.ts';
import type { OpenOptions, Sink } from '../sink/sink.ts';

/** What DuckDB may take for anything but a run. */
export function modestLimits(): Pick<OpenOptions, 'memoryBytes' | 'threads'> {
  return { memoryBytes: Math.min(1024 ** 3, Math.floor(totalmem() / 4)), threads: availableParallelism() };
}

/** A thread that has the file open, or will; those who look at the file there are counted. */
export class Opening {
  readonly thread: SinkThread;
  readonly port: ChunkPortEnds;
  users = 0;
  isOpen = false;
  /** It is about to be closed; who still looks is stopped after a while, and asks again elsewhere. */
  isLeaving = false;
  readonly stops = new Set<() => void>();
  #opened: Promise<void> | undefined;

  constructor(entry: URL) {
    this.port = createChunkPort();
    this.thread = startSink(entry, this.port);
  }

  /** However many ask, the file is opened once. @throws ReplicatorError `sink.*` */
  openToLook(file: string): Promise<void> {
    this.#opened ??= this.#openToLook(file);
    return this.#opened;
  }

  async #openToLook(file: string): Promise<void> {
    await this.thread.open({ file, ...modestLimits(), readOnly: true });
    this.isOpen = true;
  }

  /** The thread for whoever writes, which tells when others may look, and closes when they have looked. */
  sinkForWork(opened: () => void, unused: () => Promise<void>): Sink {
    const { thread } = this;
    return {
      open: async (options: OpenOptions) => {
        await thread.open(options);
        this.isOpen = true;
        opened();
      },
      close: async () => {
        this.isOpen = false;
        await unused();
        await thread.close();
      },
      query: (statement) => thread.query(statement),
      transaction: (statements) => thread.transaction(statements),
      ingest: (request, onWritten) => thread.ingest(request, onWritten),
      collect: (request, onWritten) => thread.collect(request, onWritten),
      writeFrame: (request) => thread.writeFrame(request),
      dropFrame: (streamId) => thread.dropFrame(streamId),
      calculate: (statement) => thread.calculate(statement),
      append: (request) => thread.append(request),
      cancel: () => thread.cancel(),
    };
  }
}
