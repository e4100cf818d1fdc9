import { formatBytes } from '../../shared/text/units.ts';

/** What runs of ordinary tables were measured to take at least. */
const leastKept = 450e6;

/** What to say of a limit that cannot be kept; undefined where it can. */
export function warnOfMemory(memoryBytes: number): string | undefined {
  if (memoryBytes >= leastKept) return undefined;
  return `${formatBytes(memoryBytes)} of memory (limits.memory) are aimed at and will not be kept: a run takes up to ${formatBytes(leastKept)} whatever the limit`;
}
