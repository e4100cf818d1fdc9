import type { RequestedLimits } from '../../shared/document/replication.ts';
import type { Limits } from '../../shared/plan.ts';

const gibibyte = 1024 ** 3;

/** What the document leaves open is taken from the machine: a quarter of its memory, at most 4 GiB, and all its cores. */
export function resolveLimits(
  requested: RequestedLimits,
  machine: { readonly memoryBytes: number; readonly cores: number },
): Limits {
  return {
    tables: requested.tables,
    downloads: requested.downloads,
    groupBytes: requested.groupBytes,
    sliceBytes: requested.sliceBytes,
    memoryBytes: requested.memoryBytes ?? Math.min(4 * gibibyte, Math.floor(machine.memoryBytes / 4)),
    threads: requested.threads ?? machine.cores,
  };
}
