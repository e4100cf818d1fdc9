import { existsSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import pLimit from 'p-limit';
import { cancelledError, throwIfCancelled } from '../shared/cancellation.ts';
import type { Replication } from '../shared/document/replication.ts';
import { asReplicatorError, everyError, ReplicatorError } from '../shared/errors.ts';
import { sourceLabel, targetLabel } from '../shared/names.ts';
import type { Plan } from '../shared/plan.ts';
import type { RunProgress } from '../shared/progress.ts';
import type { RunSummary, VerifiedTable } from '../shared/receipt.ts';
import { assessTask } from './assess/assess-task.ts';
import { listExisting } from './assess/list-existing.ts';
import { lookAtTarget } from './assess/look-at-target.ts';
import { resolveTasks } from './assess/resolve-tasks.ts';
import { type EngineLog, noLog } from './engine-log.ts';
import { divideMemory } from './memory/divide-memory.ts';
import { type ReadMemory, RunMemory } from './memory/run-memory.ts';
import { divideBandwidth } from './plan/divide-bandwidth.ts';
import { findResumable } from './plan/find-resumable.ts';
import { identifyDocument } from './plan/identify-document.ts';
import { planTables } from './plan/plan-tables.ts';
import { resolveLimits } from './plan/resolve-limits.ts';
import { nameTargets } from './plan/target-names.ts';
import { newRunId } from './run/run-id.ts';
import { runPlan } from './run/run-plan.ts';
import { resolveTarget } from './sink/duckdb/target-file.ts';
import type { Sink } from './sink/sink.ts';
import { Bandwidth } from './source/fetch/bandwidth.ts';
import type {
  BulkReader,
  CatalogReader,
  ChunkFetcher,
  ControlSession,
  RowReader,
  VolumeFiles,
} from './source/source.ts';
import { RunHistory } from './state/run-history.ts';
import { RunState } from './state/run-state.ts';
import { SpoolState } from './state/spool-state.ts';
import { notVerified, verifyTable } from './validate/verify-table.ts';

/** A group of chunks is committed at the latest after this long. */
const groupMs = 30_000;

/** One warehouse and one DuckDB file's owner, put together by `open-engine.ts`. */
export interface EngineParts {
  readonly host: string;
  readonly catalog: CatalogReader;
  readonly control: ControlSession;
  readonly bulk: BulkReader;
  readonly rows: RowReader;
  readonly volumes: VolumeFiles;
  readonly fetcher: ChunkFetcher;
  readonly sink: Sink;
  readonly log?: EngineLog;
  /** How the warehouse is, which asking does not wake; undefined where it cannot be said. */
  readonly warehouse?: (signal: AbortSignal) => Promise<Plan['warehouse']>;
  /** Bytes that the process takes now; where nobody can say, memory is divided and not watched. */
  readonly readMemory?: ReadMemory;
}

export interface RunOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: RunProgress) => void;
  /** What a table replaces stays, hidden, until the next copy, so that the run can be undone. */
  readonly keepPrevious?: boolean;
}

/** A file to open, and which tables are to be written there. */
type HeldFile = Pick<Plan, 'file' | 'limits'> & Partial<Pick<Plan, 'tables'>>;

/** Replication without an interface: a command line or a worker process hosts it. */
export class Engine {
  private readonly parts: EngineParts;
  private readonly history: RunHistory;
  private readonly state: RunState;
  private readonly log: EngineLog;

  constructor(parts: EngineParts) {
    this.parts = parts;
    this.log = parts.log ?? noLog;
    this.history = new RunHistory(parts.sink);
    this.state = new RunState(parts.sink, this.history);
  }

  /** Starts what a run is going to need; of use before a plan that will be run. */
  prepare(): void {
    this.parts.fetcher.prepare();
  }

  /**
   * Finds out what there is and says what a run would do; writes nothing.
   * @param file absolute path of the DuckDB file, which need not exist yet
   * @throws ReplicatorError `plan.nothingToDo`, `auth.*`, `network.*`, `sink.*`, `run.cancelled`
   */
  async plan(replication: Replication, file: string, signal: AbortSignal, keepPrevious = false): Promise<Plan> {
    const { catalog, control, host } = this.parts;
    const startedAt = performance.now();
    const limits = resolveLimits(replication.limits, { memoryBytes: totalmem(), cores: availableParallelism() });
    const { freeBytes } = await lookAtTarget(file);
    const warehouse = await this.parts.warehouse?.(signal);
    const { existing, unfinished, published, measured } = existsSync(file)
      ? await this.looking({ file, limits }, signal, async () => ({
          existing: await listExisting(this.parts.sink),
          unfinished: await this.history.unfinished(),
          published: await this.history.published(),
          measured: await this.history.measuredBandwidth(host),
        }))
      : { existing: [], unfinished: [], published: [], measured: undefined };
    const wireBytesPerSecond = slower(measured, limits.bandwidthBytes);
    const { tasks, refused } = await resolveTasks(replication, catalog, signal);
    const limit = pLimit(limits.tables);
    const calculate: Sink['calculate'] = (statement) => this.parts.sink.calculate(statement);
    const context = { catalog, control, sliceBytes: limits.sliceBytes, signal, calculate };
    const assessed = await Promise.all(tasks.map((task) => limit(() => assessTask(task, context))));
    const plan = planTables({
      createdAt: new Date().toISOString(),
      document: identifyDocument(replication),
      host,
      file,
      limits,
      assessed,
      refused,
      existing,
      published,
      keepPrevious,
      ...(wireBytesPerSecond === undefined ? {} : { wireBytesPerSecond }),
      ...(freeBytes === undefined ? {} : { freeBytes }),
      ...(warehouse === undefined ? {} : { warehouse }),
    });
    const resumable = findResumable(plan, unfinished, existing);
    this.log('info', 'Planned.', {
      tables: plan.tables.length,
      refused: plan.refused.length,
      ms: Math.round(performance.now() - startedAt),
    });
    for (const { source, error } of plan.refused)
      for (const { message, code } of everyError(error)) this.log('warn', message, { code, table: source });
    return resumable === undefined ? plan : { ...plan, resumable };
  }

  /**
   * Carries out a plan. What fails in a table is part of the summary.
   * @throws ReplicatorError `usage.invalid` where it was planned against another workspace, `sink.*` where the file
   * cannot be used at all
   */
  async run(plan: Plan, options: RunOptions): Promise<RunSummary> {
    if (plan.host !== this.parts.host)
      throw new ReplicatorError(
        'usage.invalid',
        `The plan is for ${plan.host}, not for ${this.parts.host}: plan again.`,
      );
    const runId = newRunId(new Date());
    if (plan.tables.some(({ level, volume }) => level !== 'basic' && volume === undefined))
      this.parts.fetcher.prepare();
    return this.copying(plan, options.signal, async () => {
      await this.state.begin(runId, plan);
      return this.carryOut(runId, false, plan, options);
    });
  }

  /**
   * Goes on with a run that was cancelled, killed or that failed; finished tables and slices stay as they are.
   * @param runId `last` for the newest run that is not complete
   * @throws ReplicatorError `run.notFound`, `run.notResumable`, `sink.*`
   */
  async resume(runId: string, file: string, replication: Replication, options: RunOptions): Promise<RunSummary> {
    const limits = resolveLimits(replication.limits, { memoryBytes: totalmem(), cores: availableParallelism() });
    if (!existsSync(file))
      throw new ReplicatorError('run.notFound', `There is no file ${file}, so there is no run to resume.`);
    const document = identifyDocument(replication);
    const { plan: planned } = await this.looking({ file, limits }, options.signal, () =>
      this.history.find(runId, document),
    );
    return this.copying({ file, limits, tables: planned.tables }, options.signal, async () => {
      const { runId: id, plan } = await this.state.load(runId, document);
      if (plan.host !== this.parts.host) {
        throw new ReplicatorError(
          'run.notResumable',
          `The run ${id} read from ${plan.host}, not from ${this.parts.host}.`,
        );
      }
      return this.carryOut(id, true, { ...plan, file, limits }, options);
    });
  }

  /** Compares the copies in the file with their sources; changes nothing. */
  async verify(replication: Replication, file: string, signal: AbortSignal): Promise<readonly VerifiedTable[]> {
    const { catalog, control, sink } = this.parts;
    const limits = resolveLimits(replication.limits, { memoryBytes: totalmem(), cores: availableParallelism() });
    if (!existsSync(file))
      throw new ReplicatorError('run.notFound', `There is no file ${file} yet: run the document first.`);
    const { tasks, refused: unresolved } = await resolveTasks(replication, catalog, signal);
    return this.looking({ file, limits }, signal, async () => {
      const { named, refused } = nameTargets(tasks, await this.history.published());
      const verified = [
        ...unresolved.map(({ source, error }) => notVerified(source, '', error)),
        ...refused.map(({ task, error }) => notVerified(sourceLabel(task.source), targetLabel(task.target), error)),
      ];
      const context = { sink, history: this.history, control, signal };
      for (const { task, target } of named) verified.push(await verifyTable(task.source, target, context));
      return verified;
    });
  }

  private async carryOut(
    runId: string,
    resumed: boolean,
    plan: Plan,
    { signal, onProgress, keepPrevious = false }: RunOptions,
  ): Promise<RunSummary> {
    // Nothing is held, such as a timer, before this has been found out.
    const file = resolveTarget(plan.file);
    const rates = divideBandwidth(plan);
    const bandwidth = new Bandwidth();
    bandwidth.limit(rates.volumes);
    const { bulk, rows, volumes, fetcher, control, sink, readMemory } = this.parts;
    const memory = new RunMemory({
      limits: plan.limits,
      tables: plan.tables,
      fetcher,
      ...(rates.results === undefined ? {} : { bandwidthBytes: rates.results }),
      ...(readMemory === undefined ? {} : { readMemory }),
      onScale: (scale, usedBytes) =>
        this.log('debug', scale < 1 ? 'Less memory for downloads and groups.' : 'Memory has room again.', {
          scale,
          usedBytes,
          limitBytes: plan.limits.memoryBytes,
        }),
    });
    const context = {
      runId,
      file,
      resumed,
      limits: plan.limits,
      memory,
      groupMs,
      keepPrevious,
      sink,
      state: this.state,
      spooled: new SpoolState(sink),
      bulk,
      rows,
      volumes,
      bandwidth,
      fetcher,
      control,
      signal,
      log: this.log,
    };
    return runPlan(plan, context, onProgress).finally(() => memory.close());
  }

  /**
   * The file is held only while it is needed, so that other programs can open it. What goes wrong when it is let go must
   * not hide what came of the work.
   */
  private async holding<T>(
    { file, limits, tables = [] }: HeldFile,
    readOnly: boolean,
    signal: AbortSignal,
    work: () => Promise<T>,
  ): Promise<{ readonly result: T; readonly closing: ReplicatorError | undefined }> {
    const { sink } = this.parts;
    throwIfCancelled(signal);
    await sink.open({ file, memoryBytes: divideMemory(limits, tables).duckdbBytes, threads: limits.threads, readOnly });
    const interrupt = (): void => void sink.cancel();
    signal.addEventListener('abort', interrupt, { once: true });
    const [worked] = await Promise.allSettled([signal.aborted ? Promise.reject(cancelledError()) : work()]);
    signal.removeEventListener('abort', interrupt);
    const [closed] = await Promise.allSettled([sink.close()]);
    if (worked.status === 'rejected') throw worked.reason;
    const closing = closed.status === 'rejected' ? asReplicatorError(closed.reason) : undefined;
    return { result: worked.value, closing };
  }

  private async looking<T>(held: HeldFile, signal: AbortSignal, look: () => Promise<T>): Promise<T> {
    const { result, closing } = await this.holding(held, true, signal, look);
    if (closing !== undefined) throw closing;
    return result;
  }

  private async copying(held: HeldFile, signal: AbortSignal, copy: () => Promise<RunSummary>): Promise<RunSummary> {
    const { result, closing } = await this.holding(held, false, signal, copy);
    return closing === undefined
      ? result
      : { ...result, unrecorded: `the file could not be closed: ${closing.message}` };
  }
}

/** Of what is known; undefined where nothing is. */
function slower(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.min(one, other);
}
