import type { SlicePlan } from '../../shared/plan.ts';
import type { BulkReader, BulkResult, StatementListener } from '../source/source.ts';
import { asChanged } from './as-changed.ts';

/** Has the warehouse work on the next slice while this one is being written, so that neither waits for the other. */
export class ExecuteAhead {
  private readonly bulk: BulkReader;
  private readonly signal: AbortSignal;
  private readonly stop = new AbortController();
  private readonly listener: StatementListener;
  private ahead: { readonly index: number; readonly result: Promise<BulkResult> } | undefined;

  constructor(bulk: BulkReader, signal: AbortSignal, listener: StatementListener) {
    this.bulk = bulk;
    this.signal = AbortSignal.any([signal, this.stop.signal]);
    this.listener = listener;
  }

  begin(slice: SlicePlan): void {
    if (this.ahead?.index === slice.index) return;
    const result = this.execute(slice);
    // A failure is thrown to whoever takes the result; until then it must not count as unhandled.
    result.catch(() => undefined);
    this.ahead = { index: slice.index, result };
  }

  async take(slice: SlicePlan): Promise<BulkResult> {
    const { ahead } = this;
    if (ahead?.index !== slice.index) return this.execute(slice);
    this.ahead = undefined;
    return ahead.result;
  }

  /** Stops a statement or gives back a result that nobody took; its failure concerns nobody either. */
  async close(): Promise<void> {
    this.stop.abort();
    const [outcome] = await Promise.allSettled([this.ahead?.result]);
    this.ahead = undefined;
    if (outcome?.status === 'fulfilled') outcome.value?.close();
  }

  private execute(slice: SlicePlan): Promise<BulkResult> {
    return asChanged(this.bulk.execute(slice.sql, this.signal, this.listener));
  }
}
