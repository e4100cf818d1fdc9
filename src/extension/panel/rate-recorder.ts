import type { RunProgress } from '../../shared/progress.ts';
import type { RateSample } from '../../shared/protocol/panel-protocol.ts';

const mostSamples = 600;

/** The rates of each run for its chart, so that a panel that is opened late shows them from the start. */
export class RateRecorder {
  readonly #samples = new Map<string, RateSample[]>();
  readonly #spacing = new Map<string, number>();

  record(run: string, { elapsedMs, tables }: RunProgress): void {
    const samples = this.#samples.get(run) ?? [];
    const spacing = this.#spacing.get(run) ?? 500;
    const last = samples.at(-1);
    if (last !== undefined && elapsedMs < last.atMs) samples.length = 0;
    else if (last !== undefined && elapsedMs - last.atMs < spacing) return;
    samples.push({
      atMs: elapsedMs,
      rowsPerSecond: sum(tables.map((table) => table.rowsPerSecond)),
      bytesPerSecond: sum(tables.map((table) => table.bytesPerSecond)),
    });
    this.#samples.set(run, samples);
    if (samples.length <= mostSamples) return;
    this.#samples.set(
      run,
      samples.filter((_, index) => index % 2 === 0),
    );
    this.#spacing.set(run, spacing * 2);
  }

  samples(run: string): readonly RateSample[] {
    return this.#samples.get(run) ?? [];
  }

  forget(run: string): void {
    this.#samples.delete(run);
    this.#spacing.delete(run);
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
