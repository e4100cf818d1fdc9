import type { PhaseTimes } from '../metrics.ts';
import type { Receipt } from '../receipt.ts';
import { counted, formatBytes, formatCount, formatDuration } from './units.ts';

const phaseNames: Readonly<Record<keyof PhaseTimes, string>> = {
  statement: 'statement',
  download: 'downloads',
  decode: 'decompression',
  append: 'writing',
  checkpoint: 'commits',
  validate: 'validation',
};

/** What is less would be `0.0 s`. */
const leastShownMs = 50;

/** What was measured of a table, as labels and texts; of a receipt of an earlier version only what that has. */
export function describeMetrics(receipt: Receipt): readonly (readonly [string, string])[] {
  const { rows, bytes, wireBytes, durationMs, metrics } = receipt;
  const seconds = Math.max(durationMs, 1) / 1000;
  const speed = ['Speed', `${formatCount(rows.received / seconds)} rows/s, ${formatBytes(bytes / seconds)}/s`] as const;
  const network = ['Over the network', `${formatBytes(wireBytes)}, ${formatBytes(wireBytes / seconds)}/s`] as const;
  if (metrics === undefined) return [speed, network];
  const { peakMemoryBytes, smallerGroups = 0, spilledBytes = 0 } = metrics;
  const times = (Object.entries(phaseNames) as [keyof PhaseTimes, string][]).flatMap(([phase, name]) =>
    metrics.phases[phase] >= leastShownMs ? [`${name} ${formatDuration(metrics.phases[phase])}`] : [],
  );
  return [
    speed,
    network,
    ...(times.length === 0 ? [] : [['Phases', `${times.join(', ')}; they overlap`] as const]),
    ...(peakMemoryBytes === undefined ? [] : [['Most memory', formatBytes(peakMemoryBytes)] as const]),
    ...(smallerGroups === 0 ? [] : [['Short of memory', counted(smallerGroups, 'time')] as const]),
    ...(spilledBytes === 0 ? [] : [['Spilled to disk', formatBytes(spilledBytes)] as const]),
  ];
}
