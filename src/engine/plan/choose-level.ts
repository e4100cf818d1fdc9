import { ReplicatorError } from '../../shared/errors.ts';
import type { Level } from '../../shared/plan.ts';

/** @throws ReplicatorError `usage.invalid` for a level that this build does not have. */
export function chooseLevel(
  asked: Level | 'auto',
  bytes: number | undefined,
): { readonly level: Level; readonly levelReason: string } {
  if (asked === 'auto') {
    const size = bytes === undefined ? 'its size is not known' : `it has ${Math.max(1, Math.round(bytes / 1e6))} MB`;
    return {
      level: 'streaming',
      levelReason: `auto: ${size}; streaming is exact and needs the same memory for every size`,
    };
  }
  if (asked === 'streaming') return { level: 'streaming', levelReason: 'asked for in the document' };
  throw new ReplicatorError(
    'usage.invalid',
    `The level ${asked} is not available in this version; use streaming or auto.`,
  );
}
