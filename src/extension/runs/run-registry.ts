import { canResume } from '../../shared/can-resume.ts';
import { orCancelled, throwIfCancelled } from '../../shared/cancellation.ts';
import { asReplicatorError, toErrorData } from '../../shared/errors.ts';
import type { Plan } from '../../shared/plan.ts';
import type { RunProgress } from '../../shared/progress.ts';
import type { EngineService, OperationId, ReplicationRequest } from '../../shared/protocol/engine-protocol.ts';
import type { RunSummary } from '../../shared/receipt.ts';
import { planTitle } from '../../shared/replication-title.ts';
import type { RunRecord } from '../../shared/run-record.ts';
import type { RunBook } from './run-book.ts';
import type { RunDocument } from './run-document.ts';
import { isActive } from './run-states.ts';
import type { StartOptions } from './runs.ts';

export interface RunRegistryParts {
  /** Asked for at every call: after a crash it is another one. */
  readonly engine: { readonly service: Pick<EngineService, 'plan' | 'run' | 'resume' | 'cancel'> };
  /** @throws ReplicatorError `document.invalid`, `usage.invalid` */
  readonly read: (document: string) => Promise<RunDocument>;
  readonly keepPrevious: () => boolean;
  readonly book: RunBook;
  readonly now: () => Date;
  readonly newId: () => string;
}

interface Job {
  readonly id: string;
  readonly operation: OperationId;
  readonly document: RunDocument;
  readonly plan: Plan | undefined;
  /** The engine's id of the run to go on with. */
  readonly resumes: string | undefined;
  readonly abort: AbortController;
  /** What the engine was asked, so that it has to be told of a cancel. */
  request?: ReplicationRequest;
}

/** Carries out the runs of this window, from the click to the receipt; one at a time for each file. */
export class RunRegistry {
  readonly #parts: RunRegistryParts;
  readonly #book: RunBook;
  readonly #jobs = new Map<string, Job>();
  /** Of each file, who writes to it, and after that who waits for it. */
  readonly #queues = new Map<string, Job[]>();
  readonly #beginning = new Map<string, Promise<RunRecord>>();
  #attempts = 0;
  #closed = false;

  constructor(parts: RunRegistryParts) {
    this.#parts = parts;
    this.#book = parts.book;
  }

  /** A document that waits already, and has no other plan to carry out, is not queued twice. */
  start(document: string, options: StartOptions = {}): Promise<RunRecord> {
    return this.#once([document, options.plan?.createdAt, options.resume].join(' '), () =>
      this.#start(document, options),
    );
  }

  /** Goes on with it under its own record, or starts it where it had not come to copying. */
  resume(id: string): Promise<RunRecord> {
    return this.#once(id, () => this.#resume(id));
  }

  async cancel(id: string): Promise<void> {
    const job = this.#jobs.get(id);
    const record = this.#book.find(id);
    if (job === undefined || record === undefined || job.abort.signal.aborted) return;
    job.abort.abort();
    if (record.state === 'waiting') {
      this.#leave(job);
      this.#book.end({ ...record, state: 'cancelled' });
      return;
    }
    this.#book.write({ ...record, state: 'cancelling' });
    if (job.request === undefined) return;
    // Where the process has just died there is nothing left to cancel, and the run says so itself.
    await this.#parts.engine.service.cancel(job.operation).catch(() => undefined);
  }

  progress(operation: OperationId, progress: RunProgress): void {
    const job = [...this.#jobs.values()].find((one) => one.operation === operation);
    const record = job && this.#book.find(job.id);
    if (record === undefined || !isActive(record)) return;
    const waited = (record.waitedForWarehouseMs ?? 0) + waitedSince(record.progress, progress);
    this.#book.write({
      ...record,
      progress,
      runId: progress.runId,
      ...(waited > 0 && { waitedForWarehouseMs: waited }),
    });
  }

  /** What goes on is marked as broken off, before the engine is ended; what comes of it is not listened to any more. */
  close(): void {
    this.#closed = true;
    for (const record of this.#book.list().filter(isActive)) this.#book.write(this.#interrupted(record));
  }

  /** Two clicks of which the second comes while the document is still being read are one. */
  #once(what: string, begin: () => Promise<RunRecord>): Promise<RunRecord> {
    const begun = this.#beginning.get(what) ?? begin().finally(() => this.#beginning.delete(what));
    this.#beginning.set(what, begun);
    return begun;
  }

  async #start(document: string, { plan, resume }: StartOptions): Promise<RunRecord> {
    const queued = this.#book.list().find((one) => one.document === document && one.state === 'waiting');
    if (queued !== undefined && plan === undefined && resume === undefined) return queued;
    const id = this.#parts.newId();
    const read = await this.#read(document);
    const record: RunRecord = {
      id,
      document,
      title: 'error' in read ? nameOf(document) : read.title,
      connection: 'error' in read ? '' : read.connection,
      file: 'error' in read ? '' : read.file,
      state: 'waiting',
      startedAt: this.#parts.now().toISOString(),
      resumable: false,
      undoable: false,
    };
    if ('error' in read) return this.#refuse(record, read.error);
    return this.#queue(record, read, plan, resume);
  }

  async #resume(id: string): Promise<RunRecord> {
    const before = this.#book.find(id);
    if (before === undefined) throw new RangeError(`There is no run ${id}.`);
    if (isActive(before)) return before;
    const read = await this.#read(before.document);
    const { endedAt: _end, error: _error, summary: _summary, progress: _progress, ...rest } = before;
    if ('error' in read) return this.#refuse(rest, read.error);
    return this.#queue({ ...rest, file: read.file }, read, undefined, before.runId);
  }

  async #read(document: string): Promise<RunDocument | { readonly error: unknown }> {
    return this.#parts.read(document).catch((error: unknown) => ({ error }));
  }

  #refuse(record: RunRecord, error: unknown): RunRecord {
    this.#book.write({ ...record, state: 'planning' });
    return this.#book.end({ ...record, state: 'failed', error: toErrorData(error) });
  }

  #queue(record: RunRecord, document: RunDocument, plan: Plan | undefined, resumes: string | undefined): RunRecord {
    this.#attempts += 1;
    const job: Job = {
      id: record.id,
      operation: `${record.id}.${this.#attempts}`,
      document,
      plan,
      resumes,
      abort: new AbortController(),
    };
    const queue = this.#queues.get(record.file) ?? [];
    this.#queues.set(record.file, queue);
    queue.push(job);
    this.#jobs.set(record.id, job);
    const waiting = this.#book.write({ ...record, state: 'waiting' });
    if (queue[0] !== job) return waiting;
    void this.#carryOut(job);
    return this.#book.find(record.id) ?? waiting;
  }

  #leave(job: Job): void {
    this.#jobs.delete(job.id);
    const file = job.document.file;
    const queue = (this.#queues.get(file) ?? []).filter((one) => one !== job);
    if (queue.length === 0) this.#queues.delete(file);
    else this.#queues.set(file, queue);
  }

  async #carryOut(job: Job): Promise<void> {
    const [outcome] = await Promise.allSettled([this.#copy(job)]);
    if (this.#closed) return;
    this.#leave(job);
    const record = this.#book.find(job.id);
    if (record !== undefined) {
      const { progress: _, ...rest } = record;
      this.#book.end(
        outcome.status === 'fulfilled'
          ? this.#summarised(rest, outcome.value, job)
          : this.#broken(record, outcome.reason),
      );
    }
    const next = this.#queues.get(job.document.file)?.[0];
    if (next !== undefined) void this.#carryOut(next);
  }

  async #copy(job: Job): Promise<RunSummary> {
    const { engine, keepPrevious } = this.#parts;
    const { signal } = job.abort;
    this.#patch(job.id, { state: 'planning' });
    const connection = await orCancelled(job.document.connect(), signal);
    this.#patch(job.id, { connectionId: connection.id });
    const { replication, file } = job.document;
    const request: ReplicationRequest = { connection, replication, file, keepPrevious: keepPrevious() };
    job.request = request;
    if (job.resumes !== undefined) {
      this.#patch(job.id, { state: 'running' });
      return engine.service.resume(job.operation, request, job.resumes);
    }
    const plan = job.plan ?? (await engine.service.plan(job.operation, request));
    throwIfCancelled(signal);
    this.#patch(job.id, { state: 'running', title: planTitle(plan) });
    return engine.service.run(job.operation, request, plan);
  }

  #summarised(record: RunRecord, summary: RunSummary, { request }: Job): RunRecord {
    this.#book.supersede(record, summary);
    return {
      ...record,
      state: summary.state,
      runId: summary.runId,
      summary,
      resumable: canResume(summary),
      undoable: summary.tables.some((one) => one.state === 'done') && request?.keepPrevious === true,
    };
  }

  #broken(record: RunRecord, thrown: unknown): RunRecord {
    const error = asReplicatorError(thrown);
    const resumable = record.runId !== undefined;
    if (error.code === 'run.cancelled') return { ...record, state: 'cancelled', resumable };
    if (error.code === 'internal.workerEnded') return { ...this.#interrupted(record), error: toErrorData(error) };
    return { ...record, state: 'failed', error: toErrorData(error), resumable };
  }

  #interrupted(record: RunRecord): RunRecord {
    return { ...record, state: 'interrupted', endedAt: this.#parts.now().toISOString(), resumable: true };
  }

  #patch(id: string, change: Partial<RunRecord>): void {
    if (!this.#closed) this.#book.patch(id, change);
  }
}

/** Between two snapshots of which both say that nothing goes on but waiting. */
function waitedSince(before: RunProgress | undefined, now: RunProgress): number {
  const waits = ({ tables }: RunProgress): boolean => {
    const working = tables.filter(({ phase }) => phase === 'extracting');
    return working.length > 0 && working.every(({ waitsForWarehouse }) => waitsForWarehouse);
  };
  return before !== undefined && waits(before) && waits(now) ? now.elapsedMs - before.elapsedMs : 0;
}

function nameOf(document: string): string {
  return decodeURIComponent(document.slice(document.lastIndexOf('/') + 1));
}
