import type { RequestedLimits } from '../../shared/document/replication.ts';
import type { Limits } from '../../shared/plan.ts';

/** So that the process stays below 700 MB, the overshoot of a moment included. */
const mostMemory = 660 * 1024 ** 2;

/**
 * What the document leaves open is taken from the machine: all its cores, and a quarter of its memory up to a limit. More
 * would not be faster, because rows only pass through; DuckDB would fill it with blocks that it has written already.
 */
export function resolveLimits(
  requested: RequestedLimits,
  machine: { readonly memoryBytes: number; readonly cores: number },
): Limits {
  return {
    tables: requested.tables,
    downloads: requested.downloads,
    groupBytes: requested.groupBytes,
    sliceBytes: requested.sliceBytes,
    batchRows: requested.batchRows,
    ...(requested.bandwidthBytes === undefined ? {} : { bandwidthBytes: requested.bandwidthBytes }),
    memoryBytes: requested.memoryBytes ?? Math.min(mostMemory, Math.floor(machine.memoryBytes / 4)),
    threads: requested.threads ?? machine.cores,
  };
}
