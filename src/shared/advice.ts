import type { RunSummary } from './receipt.ts';
import { counted, formatDuration } from './text/units.ts';

/** What was measured of a run beside its receipts. */
export interface Measured {
  /** How long all tables under way stood still because the warehouse was starting. */
  readonly waitedForWarehouseMs?: number;
}

const shortestWaitMs = 3000;
const fewRetries = 3;

/** What would make the next run better, one or two sentences each; only what the figures of this run carry. */
export function adviceFor(summary: RunSummary, { waitedForWarehouseMs = 0 }: Measured): readonly string[] {
  const receipts = summary.tables.flatMap((one) => (one.state === 'done' ? [one.receipt] : []));
  const retries = receipts.reduce((sum, one) => sum + one.retries, 0);
  const advice: string[] = [];
  if (waitedForWarehouseMs >= shortestWaitMs) {
    const [waited, all] = [waitedForWarehouseMs, summary.durationMs].map(formatDuration);
    advice.push(
      `Of ${all}, ${waited} went by until the warehouse had started. Copies that follow each other within its auto-stop time do not wait again.`,
    );
  }
  if (retries >= fewRetries) {
    advice.push(
      `${counted(retries, 'request')} had to be repeated. Fewer downloads at once (limits.downloads) are steadier on a network that fails now and then.`,
    );
  }
  return advice;
}
