import { throwIfCancelled } from '../../shared/cancellation.ts';
import type { RunContext } from '../run/run-context.ts';
import type { FetchTotals } from '../source/source.ts';
import type { Delivery } from './read-result.ts';

/** How the two ends of a stream ended; the first that failed made the other fail too. */
export interface FetchedWhile<T> {
  readonly received: PromiseSettledResult<T>;
  readonly fetched: PromiseSettledResult<FetchTotals>;
}

/**
 * Downloads what is missing of a delivery while the sink receives it; whichever fails first stops the other.
 * @throws ReplicatorError `run.cancelled` where there was a cancel before
 */
export async function fetchWhile<T>(
  streamId: string,
  { result, missing, known }: Delivery,
  { fetcher, limits, signal }: RunContext,
  receive: () => Promise<T>,
): Promise<FetchedWhile<T>> {
  // After a cancel no stream would begin, and to wait for one would have no end.
  throwIfCancelled(signal);
  const stop = new AbortController();
  const fetching = fetcher.fetch(
    {
      streamId,
      result,
      chunks: missing,
      parallel: limits.downloads,
      knownDigests: known.filter((chunk) => chunk.rows > 0).map((chunk) => chunk.digest),
    },
    AbortSignal.any([signal, stop.signal]),
  );
  const receiving = receive().catch((error: unknown) => {
    stop.abort();
    throw error;
  });
  const [received, fetched] = await Promise.allSettled([receiving, fetching]);
  return { received, fetched };
}
