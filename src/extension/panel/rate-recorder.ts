import type { RateSample } from '../../shared/protocol/panel-protocol.ts';
import type { RunRecord } from '../../shared/run-record.ts';

const mostSamples = 600;
const firstSpacingMs = 500;

interface Recording {
  readonly samples: RateSample[];
  readonly spacingMs: number;
  readonly last: Totals;
}

interface Totals {
  readonly atMs: number;
  readonly rows: number;
  readonly bytes: number;
}

/** What came in a second over the life of each run, so that a panel that is opened late shows it from the start. */
export class RateRecorder {
  readonly #recordings = new Map<string, Recording>();

  /** To be told every state of a run, the end included. */
  record(run: RunRecord): void {
    const now = totalsOf(run);
    if (now === undefined) return;
    const known = this.#recordings.get(run.id);
    // After a resume the time starts anew.
    const recording =
      known !== undefined && now.atMs >= known.last.atMs ? known : begin(known === undefined ? {} : now);
    this.#recordings.set(run.id, recording);
    const { samples, spacingMs, last } = recording;
    const elapsed = now.atMs - last.atMs;
    if (elapsed < (run.summary === undefined ? spacingMs : 1)) return;
    const perSecond = (before: number, after: number): number => Math.max(0, ((after - before) * 1000) / elapsed);
    samples.push({
      atMs: now.atMs,
      rowsPerSecond: perSecond(last.rows, now.rows),
      bytesPerSecond: perSecond(last.bytes, now.bytes),
    });
    const full = samples.length > mostSamples;
    this.#recordings.set(run.id, {
      samples: full ? samples.filter((_, index) => index % 2 === 1) : samples,
      spacingMs: full ? spacingMs * 2 : spacingMs,
      last: now,
    });
  }

  /** Forgets the runs that are not among these. */
  keep(runs: readonly RunRecord[]): void {
    const kept = new Set(runs.map(({ id }) => id));
    for (const id of this.#recordings.keys()) if (!kept.has(id)) this.#recordings.delete(id);
  }

  samples(run: string): readonly RateSample[] {
    return [...(this.#recordings.get(run)?.samples ?? [])];
  }
}

/** @param kept - what an earlier attempt had already brought in */
function begin({ rows = 0, bytes = 0 }: Partial<Totals>): Recording {
  return { samples: [], spacingMs: firstSpacingMs, last: { atMs: 0, rows, bytes } };
}

function totalsOf({ progress, summary }: RunRecord): Totals | undefined {
  if (summary !== undefined) {
    const receipts = summary.tables.flatMap((one) => (one.state === 'done' ? [one.receipt] : []));
    return {
      atMs: summary.durationMs,
      rows: sum(receipts.map(({ rows }) => rows.stored)),
      bytes: sum(receipts.map(({ bytes }) => bytes)),
    };
  }
  if (progress === undefined) return undefined;
  return {
    atMs: progress.elapsedMs,
    rows: sum(progress.tables.map(({ rows }) => rows)),
    bytes: sum(progress.tables.map(({ bytes }) => bytes)),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
