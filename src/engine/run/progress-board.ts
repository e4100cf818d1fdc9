import type { ErrorData } from '../../shared/errors.ts';
import { sourceLabel, targetLabel } from '../../shared/names.ts';
import type { TablePlan } from '../../shared/plan.ts';
import type { RunProgress, TablePhase, TableProgress } from '../../shared/progress.ts';
import { PhaseClock } from './phase-clock.ts';

/** Rates are taken over this many milliseconds, so that they follow what happens now. */
const rateWindowMs = 5_000;
const snapshotEveryMs = 100;
/** Time goes on and rates fall also where nothing comes. */
const heartbeatMs = 500;

interface Sample {
  readonly at: number;
  readonly rows: number;
  readonly bytes: number;
}

/** What is committed, and what the manifests have promised so far, of how many slices. */
interface Counts {
  readonly rows: number;
  readonly bytes: number;
  readonly promisedRows: number;
  readonly promisedSlices: number;
}

/** The running state of one table, changed by whoever replicates it. */
export class TableBoard {
  readonly source: string;
  readonly target: string;
  phase: TablePhase = 'waiting';
  slicesDone = 0;
  retries = 0;
  wireBytes = 0;
  spilledBytes = 0;
  storedRows: number | undefined;
  /** How often rows were written again in smaller groups. */
  smallerGroups = 0;
  readonly phases = new PhaseClock();
  error: ErrorData | undefined;
  private readonly slices: number;
  private readonly estimate: number | undefined;
  private readonly changed: () => void;
  private counts: Counts = { rows: 0, bytes: 0, promisedRows: 0, promisedSlices: 0 };
  /** Of the group that is being written. */
  private writing = { rows: 0, bytes: 0 };
  private startedAt: number | undefined;
  private endedAt: number | undefined;
  private samples: Sample[] = [];
  private waitsForWarehouse = false;

  constructor(table: TablePlan, changed: () => void) {
    this.source = sourceLabel(table.source);
    this.target = targetLabel(table.target);
    this.slices = table.slices.length;
    this.estimate = table.estimatedRows;
    this.changed = changed;
  }

  enter(phase: TablePhase): void {
    this.phase = phase;
    if (phase !== 'waiting') this.startedAt ??= Date.now();
    if (phase === 'done' || phase === 'failed' || phase === 'cancelled') this.endedAt = Date.now();
    this.changed();
  }

  waitForWarehouse(waits: boolean): void {
    this.waitsForWarehouse = waits;
    this.changed();
  }

  add(rows: number, bytes: number): void {
    this.counts = { ...this.counts, rows: this.counts.rows + rows, bytes: this.counts.bytes + bytes };
    this.sample();
  }

  /** Rows that are written and not committed yet; none once the group has ended. */
  write(rows: number, bytes: number): void {
    this.writing = { rows, bytes };
    if (rows > 0) this.sample();
  }

  private sample(): void {
    const { rows, bytes } = this.inStaging();
    this.samples.push({ at: Date.now(), rows, bytes });
    this.changed();
  }

  private inStaging(): { readonly rows: number; readonly bytes: number } {
    return { rows: this.counts.rows + this.writing.rows, bytes: this.counts.bytes + this.writing.bytes };
  }

  /** A manifest has said how many rows its slice has. */
  promise(rows: number): void {
    const { promisedRows, promisedSlices } = this.counts;
    this.counts = { ...this.counts, promisedRows: promisedRows + rows, promisedSlices: promisedSlices + 1 };
    this.changed();
  }

  mark(): Counts {
    return this.counts;
  }

  /** A slice is begun again: what it had shown is taken back. */
  rewind(mark: Counts): void {
    this.counts = mark;
    this.samples = [];
    this.changed();
  }

  snapshot(now: number): TableProgress {
    const startedAt = this.startedAt ?? now;
    this.samples = this.samples.filter((sample, i, all) => sample.at > now - rateWindowMs || i === all.length - 1);
    const from = this.samples[0];
    const seconds = Math.max(0.001, (now - (this.samples.length > 1 && from ? from.at : startedAt)) / 1000);
    const base = this.samples.length > 1 && from ? from : { rows: 0, bytes: 0 };
    const totalRows = this.counts.promisedSlices === this.slices ? this.counts.promisedRows : this.estimate;
    const running = this.phase === 'extracting';
    const { rows, bytes } = this.inStaging();
    return {
      source: this.source,
      target: this.target,
      phase: this.phase,
      ...(this.waitsForWarehouse ? { waitsForWarehouse: true } : {}),
      rows,
      committedRows: this.counts.rows,
      ...(this.storedRows === undefined ? {} : { storedRows: this.storedRows }),
      ...(totalRows === undefined ? {} : { totalRows }),
      bytes,
      slices: { done: this.slicesDone, total: this.slices },
      retries: this.retries,
      ...(this.wireBytes === 0 ? {} : { wireBytes: this.wireBytes }),
      elapsedMs: (this.endedAt ?? now) - startedAt,
      rowsPerSecond: running ? Math.max(0, rows - base.rows) / seconds : 0,
      bytesPerSecond: running ? Math.max(0, bytes - base.bytes) / seconds : 0,
      ...(this.error === undefined ? {} : { error: this.error }),
    };
  }
}

/** Complete snapshots of a run, at most ten a second and at least one every half, and one at the end. */
export class ProgressBoard {
  readonly tables: readonly TableBoard[];
  private readonly runId: string;
  private readonly startedAt = Date.now();
  private readonly publish: (progress: RunProgress) => void;
  private readonly readMemory: () => number | undefined;
  private readonly heartbeat: NodeJS.Timeout;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    runId: string,
    tables: readonly TablePlan[],
    publish: (progress: RunProgress) => void,
    readMemory: () => number | undefined = () => undefined,
  ) {
    this.runId = runId;
    this.publish = publish;
    this.readMemory = readMemory;
    this.tables = tables.map((table) => new TableBoard(table, () => this.schedule()));
    this.heartbeat = setInterval(() => this.schedule(), heartbeatMs);
  }

  private schedule(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.show();
    }, snapshotEveryMs);
  }

  private show(): void {
    const now = Date.now();
    const memoryBytes = this.readMemory();
    this.publish({
      runId: this.runId,
      elapsedMs: now - this.startedAt,
      ...(memoryBytes === undefined ? {} : { memoryBytes }),
      tables: this.tables.map((table) => table.snapshot(now)),
    });
  }

  close(): void {
    clearTimeout(this.timer);
    clearInterval(this.heartbeat);
    this.show();
  }
}
