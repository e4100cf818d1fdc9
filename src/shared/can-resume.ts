import type { RunSummary } from './receipt.ts';

/**
 * Whether a resume has something to go on with. A table that was refused has no target and is no part of the plan; where
 * its transform has to be mended, another document is run.
 */
export function canResume(summary: RunSummary): boolean {
  return summary.tables.some(
    (one) =>
      one.state === 'cancelled' ||
      (one.state === 'failed' && one.target !== '' && one.error.code !== 'value.notComputable'),
  );
}
