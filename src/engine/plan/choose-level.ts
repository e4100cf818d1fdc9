import { ReplicatorError } from '../../shared/errors.ts';
import type { Level } from '../../shared/plan.ts';

/** @throws ReplicatorError `usage.invalid` for a level that this build does not have. */
export function chooseLevel(
  asked: Level | 'auto',
  bytes: number | undefined,
): { readonly level: Level; readonly levelReason: string } {
  if (asked === 'auto') {
    const size = bytes === undefined ? 'a table of unknown size' : `a table of ${sizeLabel(bytes)}`;
    return { level: 'streaming', levelReason: `chosen for ${size}: it needs the same memory for every size` };
  }
  if (asked === 'streaming') return { level: 'streaming', levelReason: 'asked for in the document' };
  throw new ReplicatorError(
    'usage.invalid',
    `The level ${asked} is not available in this version; use streaming or auto.`,
  );
}

function sizeLabel(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${Math.round(bytes / 1e6)} MB`;
}
