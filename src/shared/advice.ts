import type { Receipt, RunSummary } from './receipt.ts';
import { counted, formatBytes, formatDuration } from './text/units.ts';

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
  return [...advice, ...adviceOnSpeed(summary, receipts), ...adviceOnMemory(receipts)];
}

/** Shorter runs say more of latency than of what limits them. */
const shortestRunMs = 10_000;
/** Parts of the run's time. */
const most = 0.7;
const little = 0.4;

/** Writing is done by one table at a time, so that its times add up; those of downloads are summed over all of them. */
function adviceOnSpeed({ durationMs, bandwidthBytes }: RunSummary, receipts: readonly Receipt[]): readonly string[] {
  const measured = receipts.flatMap((one) => (one.metrics === undefined ? [] : [{ ...one, metrics: one.metrics }]));
  if (durationMs < shortestRunMs || measured.length === 0 || measured.length < receipts.length) return [];
  const total = (pick: (one: (typeof measured)[number]) => number): number =>
    measured.reduce((sum, one) => sum + pick(one), 0);
  const [download, commits] = [
    total((one) => one.metrics.phases.download),
    total((one) => one.metrics.phases.checkpoint),
  ];
  const writing = total((one) => one.metrics.phases.append) + commits;
  const all = formatDuration(durationMs);
  if (commits >= durationMs * little) {
    return [
      `The disk was the limit: of ${all}, commits took ${formatDuration(commits)}. A faster disk, or larger groups (limits.group), would help; more downloads at once would not.`,
    ];
  }
  if (writing >= durationMs * most) {
    return [
      `Writing was the limit: DuckDB wrote for ${formatDuration(writing)} of ${all}. More downloads at once (limits.downloads) would not help; more threads (limits.threads) may.`,
    ];
  }
  if (download >= durationMs * most && writing <= durationMs * little) {
    const wire = total((one) => one.wireBytes);
    const rate = formatBytes(wire / (durationMs / 1000));
    if (bandwidthBytes !== undefined) {
      return [
        `The bandwidth was the limit, as the document has it: ${formatBytes(wire)} came at ${rate}/s of ${formatBytes(bandwidthBytes)}/s (limits.bandwidth).`,
      ];
    }
    const atOnce = (download / durationMs).toFixed(1);
    return [
      `The network was the limit: ${formatBytes(wire)} came at ${rate}/s with ${atOnce} downloads at once on average, while DuckDB wrote for only ${formatDuration(writing)} of ${all}. More downloads at once (limits.downloads) help where one connection is slow, not where the line is full.`,
    ];
  }
  return [];
}

function adviceOnMemory(receipts: readonly Receipt[]): readonly string[] {
  const times = receipts.reduce((sum, one) => sum + (one.metrics?.smallerGroups ?? 0), 0);
  if (times === 0) return [];
  const peak = Math.max(0, ...receipts.map((one) => one.metrics?.peakMemoryBytes ?? 0));
  const taken = peak === 0 ? '' : ` (the process took up to ${formatBytes(peak)})`;
  return [
    `Memory was short: ${counted(times, 'group')} of rows had to be written again in smaller parts${taken}. A higher limits.memory, or fewer tables at once (limits.tables), avoids that.`,
  ];
}
