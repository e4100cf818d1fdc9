import { setTimeout as delay } from 'node:timers/promises';
import { asReplicatorError, ReplicatorError } from '../../../shared/errors.ts';
import type {
  AppendedBatch,
  AppendRequest,
  CollectedFrame,
  CollectRequest,
  CommittedStatements,
  FrameRequest,
  IngestedGroup,
  IngestRequest,
  OnWritten,
  OpenOptions,
  Sample,
  SampleRequest,
  SinkRow,
  Statement,
  WrittenFrame,
} from '../sink.ts';
import { appendBatch } from './append-batch.ts';
import { Cancellation, countWaiting } from './cancellation.ts';
import type { ChunkInbox } from './chunk-inbox.ts';
import { openChunk } from './chunk-scan.ts';
import { Database } from './database.ts';
import { Frame } from './frame.ts';
import { ingestGroup } from './ingest-group.ts';
import type { Reader } from './reader.ts';
import { Readings } from './readings.ts';
import { runTransaction } from './run-transaction.ts';
import { calculate } from './scratch.ts';
import type { SinkCalls, SinkEvents } from './sink-protocol.ts';
import { writeFrame } from './write-frame.ts';

const interruptMs = 20;

/** The sink as its thread sees it: one database, one call after the other. */
export class SinkServer implements Omit<SinkCalls, 'end'> {
  readonly #inbox: ChunkInbox;
  readonly #tell: SinkEvents['written'];
  readonly #control: Int32Array<SharedArrayBuffer>;
  readonly #readings = new Readings();
  readonly #frames = new Map<string, Frame>();
  #database: Database | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #running: Cancellation | undefined;

  constructor(inbox: ChunkInbox, control: Int32Array<SharedArrayBuffer>, tell: SinkEvents['written']) {
    this.#inbox = inbox;
    this.#tell = tell;
    this.#control = control;
  }

  open(epoch: number, options: OpenOptions): Promise<void> {
    return this.#inTurn(epoch, async () => {
      if (this.#database !== undefined) throw new ReplicatorError('internal.bug', 'The sink is already open.');
      this.#database = await Database.open(options);
    });
  }

  query(epoch: number, { sql, values }: Statement): Promise<readonly SinkRow[]> {
    return this.#inTurn(epoch, () => this.#opened().run(sql, values));
  }

  transaction(epoch: number, statements: readonly Statement[]): Promise<CommittedStatements> {
    return this.#inTurn(epoch, (cancellation) => runTransaction(this.#opened(), statements, cancellation));
  }

  /** Waits for the stream outside the queue, so that a silent stream holds up nobody. */
  async ingest(epoch: number, request: IngestRequest): Promise<IngestedGroup> {
    const cancellation = new Cancellation(this.#control, epoch);
    try {
      cancellation.check();
      await this.#inbox.arrival(request.streamId);
      const onWritten: OnWritten = (rows, bytes) => this.#tell(request.streamId, rows, bytes);
      return await this.#queue(cancellation, () =>
        ingestGroup(this.#opened(), this.#inbox, request, cancellation, onWritten),
      );
    } catch (error) {
      this.#inbox.discard(request.streamId);
      throw asReplicatorError(error).about({ table: request.table });
    }
  }

  /** Beside the queue, as chunks arrive. */
  async collect(epoch: number, request: CollectRequest): Promise<CollectedFrame> {
    const { streamId, columns } = request;
    const cancellation = new Cancellation(this.#control, epoch);
    const frame = new Frame(request);
    this.#frames.set(streamId, frame);
    try {
      for (;;) {
        cancellation.check();
        await this.#inbox.arrival(streamId);
        for (let chunk = this.#inbox.take(streamId); chunk !== undefined; chunk = this.#inbox.take(streamId)) {
          try {
            openChunk(chunk, columns);
            await frame.add(chunk);
          } finally {
            // The frame has a budget of its own, so what it takes may be spent on the next download.
            this.#inbox.giveBack(streamId, chunk.bytes);
          }
          this.#tell(streamId, frame.rows, frame.bytes);
        }
        if (this.#inbox.isFinished(streamId)) break;
      }
      this.#inbox.forget(streamId);
      return { rows: frame.rows, bytes: frame.bytes, spilledBytes: frame.spilledBytes };
    } catch (error) {
      this.#inbox.discard(streamId);
      throw asReplicatorError(error);
    }
  }

  writeFrame(epoch: number, request: FrameRequest): Promise<WrittenFrame> {
    return this.#inTurn(epoch, async (cancellation) => {
      const frame = this.#frames.get(request.streamId);
      if (frame === undefined) throw new ReplicatorError('internal.bug', 'There is no such frame.');
      return writeFrame(this.#opened(), frame, request, cancellation);
    });
  }

  async dropFrame(streamId: string): Promise<void> {
    await this.#frames.get(streamId)?.drop();
    this.#frames.delete(streamId);
  }

  calculate(statement: Statement): Promise<readonly SinkRow[]> {
    return calculate(statement);
  }

  async append(epoch: number, request: AppendRequest): Promise<AppendedBatch> {
    try {
      return await this.#inTurn(epoch, (cancellation) => appendBatch(this.#opened(), request, cancellation));
    } catch (error) {
      throw asReplicatorError(error).about({ table: request.table });
    }
  }

  read(look: string, { sql, values }: Statement): Promise<readonly SinkRow[]> {
    return this.#look(look, (reader) => reader.run(sql, values));
  }

  sample(look: string, request: SampleRequest): Promise<Sample> {
    return this.#look(look, (reader) => reader.sample(request));
  }

  stop(look: string): Promise<void> {
    return this.#readings.stop(look);
  }

  async interrupt(): Promise<void> {
    this.#inbox.cancelWaits(new ReplicatorError('run.cancelled', 'Cancelled.'));
    this.#inbox.discardAll();
    // An interrupt is lost when it falls between two statements, so it is said until nothing cancelled runs.
    while (this.#running?.isRequested) {
      this.#database?.interrupt();
      await Promise.race([this.#last, delay(interruptMs)]);
    }
  }

  /** Cannot be cancelled. */
  close(): Promise<void> {
    return this.#queue(undefined, async () => {
      countWaiting(this.#control, -1);
      const database = this.#database;
      this.#database = undefined;
      await this.#readings.idle();
      await database?.close();
    });
  }

  #look<T>(look: string, work: (reader: Reader) => Promise<T>): Promise<T> {
    countWaiting(this.#control, -1);
    return this.#readings.add(look, () => this.#opened().openReader(), work);
  }

  /** A call that is counted as waiting until its turn comes; a group under way sees that and gives way. */
  #inTurn<T>(epoch: number, call: (cancellation: Cancellation) => Promise<T>): Promise<T> {
    const cancellation = new Cancellation(this.#control, epoch);
    return this.#queue(cancellation, () => {
      countWaiting(this.#control, -1);
      cancellation.check();
      return call(cancellation);
    });
  }

  #queue<T>(cancellation: Cancellation | undefined, call: () => Promise<T>): Promise<T> {
    const result = this.#last.then(async () => {
      this.#running = cancellation;
      try {
        return await call();
      } finally {
        this.#running = undefined;
      }
    });
    this.#last = result.catch(() => undefined);
    return result;
  }

  #opened(): Database {
    if (this.#database === undefined) throw new ReplicatorError('internal.bug', 'The sink is not open.');
    return this.#database;
  }
}
