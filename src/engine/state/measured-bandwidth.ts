import type { Receipt } from '../../shared/receipt.ts';

/** A finished table, how many downloads of it were allowed at once, and how many files it came in. */
export interface MeasuredTable {
  readonly receipt: Pick<Receipt, 'wireBytes' | 'metrics'>;
  readonly downloads: number;
  readonly chunks: number;
}

/** Less says more of latency than of speed. */
const leastBytes = 1e6;
/** Networks change: what counts is the newest. */
const mostTables = 5;

/** Bytes per second over the wire. Times of downloads are summed over those side by side. @param tables newest first */
export function bandwidthOf(tables: readonly MeasuredTable[]): number | undefined {
  const telling = tables
    .filter(({ receipt }) => receipt.wireBytes >= leastBytes && (receipt.metrics?.phases.download ?? 0) > 0)
    .slice(0, mostTables);
  if (telling.length === 0) return undefined;
  const bytes = telling.reduce((sum, { receipt }) => sum + receipt.wireBytes, 0);
  const seconds = telling.reduce((sum, { receipt, downloads, chunks }) => {
    const sideBySide = Math.max(1, Math.min(downloads, chunks));
    return sum + (receipt.metrics?.phases.download ?? 0) / sideBySide / 1000;
  }, 0);
  return bytes / seconds;
}
