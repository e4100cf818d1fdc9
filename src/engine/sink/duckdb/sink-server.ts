import { ReplicatorError } from '../../../shared/errors.ts';
import type { IngestedGroup, IngestRequest, OpenOptions, SinkRow, Statement } from '../sink.ts';
import { Cancellation, countWaiting } from './cancellation.ts';
import type { ChunkInbox } from './chunk-inbox.ts';
import { Database } from './database.ts';
import { ingestGroup } from './ingest-group.ts';
import { runTransaction } from './run-transaction.ts';
import type { SinkCalls } from './sink-protocol.ts';

/** The sink as its thread sees it: one database, one call after the other. */
export class SinkServer implements Omit<SinkCalls, 'end'> {
  readonly #inbox: ChunkInbox;
  readonly #control: Int32Array<SharedArrayBuffer>;
  #database: Database | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(inbox: ChunkInbox, control: Int32Array<SharedArrayBuffer>) {
    this.#inbox = inbox;
    this.#control = control;
  }

  open(epoch: number, options: OpenOptions): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#database !== undefined) throw new ReplicatorError('internal.bug', 'The sink is already open.');
      this.#cancellation(epoch).check();
      this.#database = await Database.open(options);
    });
  }

  query(epoch: number, { sql, values }: Statement): Promise<readonly SinkRow[]> {
    return this.#inTurn(() => {
      this.#cancellation(epoch).check();
      return this.#opened().run(sql, values);
    });
  }

  transaction(epoch: number, statements: readonly Statement[]): Promise<void> {
    return this.#inTurn(() => runTransaction(this.#opened(), statements, this.#cancellation(epoch)));
  }

  /** Waits for the stream outside the queue, so that a silent stream holds up nobody. */
  async ingest(epoch: number, request: IngestRequest): Promise<IngestedGroup> {
    const cancellation = this.#cancellation(epoch);
    try {
      cancellation.check();
      await this.#inbox.arrival(request.streamId);
      return await this.#queue(() => ingestGroup(this.#opened(), this.#inbox, request, cancellation));
    } catch (error) {
      this.#inbox.discard(request.streamId);
      throw error;
    }
  }

  async interrupt(): Promise<void> {
    this.#inbox.cancelWaits(new ReplicatorError('run.cancelled', 'The run was cancelled.'));
    this.#inbox.discardAll();
    this.#database?.interrupt();
    await this.#last;
  }

  close(): Promise<void> {
    return this.#inTurn(async () => {
      const database = this.#database;
      this.#database = undefined;
      await database?.close();
    });
  }

  /** A queued call whose caller was counted as waiting; a group under way sees that and gives way. */
  #inTurn<T>(call: () => Promise<T>): Promise<T> {
    return this.#queue(() => {
      countWaiting(this.#control, -1);
      return call();
    });
  }

  #queue<T>(call: () => Promise<T>): Promise<T> {
    const result = this.#last.then(call);
    this.#last = result.catch(() => undefined);
    return result;
  }

  #cancellation(epoch: number): Cancellation {
    return new Cancellation(this.#control, epoch);
  }

  #opened(): Database {
    if (this.#database === undefined) throw new ReplicatorError('internal.bug', 'The sink is not open.');
    return this.#database;
  }
}
