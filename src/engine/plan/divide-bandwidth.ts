import type { Limits, TablePlan } from '../../shared/plan.ts';

/** Bytes per second for each way over the wire that can be held back; absent for as fast as it goes. */
export interface BandwidthShares {
  /** Files of results. */
  readonly results?: number;
  /** Files of volumes. */
  readonly volumes?: number;
}

/** Each way keeps to a rate of its own, so where both are gone they share what the run may take. */
export function divideBandwidth({
  limits: { bandwidthBytes },
  tables,
}: {
  readonly limits: Pick<Limits, 'bandwidthBytes'>;
  readonly tables: readonly Pick<TablePlan, 'level' | 'volume'>[];
}): BandwidthShares {
  if (bandwidthBytes === undefined) return {};
  const both =
    tables.some(({ volume }) => volume !== undefined) &&
    tables.some(({ level, volume }) => level !== 'basic' && volume === undefined);
  const each = both ? bandwidthBytes / 2 : bandwidthBytes;
  return { results: each, volumes: each };
}
