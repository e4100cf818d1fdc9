import type { Receipt } from '../receipt.ts';
import { counted, formatCount } from './units.ts';

/** `5 promised = 5 received = 5 stored = 5 counted in the source`; where rows were left out: `…; 2 stored, 3 left out by the transform`. */
export function describeCounts({ manifest, received, stored, source, dropped = 0 }: Receipt['rows']): string {
  const written = `${formatCount(stored)} stored`;
  const equal = [
    `${formatCount(manifest)} promised`,
    `${formatCount(received)} received`,
    ...(dropped === 0 ? [written] : []),
    ...(source === undefined ? [] : [`${formatCount(source)} counted in the source`]),
  ].join(' = ');
  return dropped === 0 ? equal : `${equal}; ${written}, ${formatCount(dropped)} left out by the transform`;
}

/** What was found equal before the copy took its place: `row counts, and the aggregates of 16 columns`. */
export function describeValidation({ comparedColumns = 0 }: Pick<Receipt, 'comparedColumns'>): string {
  return comparedColumns === 0
    ? 'row counts'
    : `row counts, and the aggregates of ${counted(comparedColumns, 'column')}`;
}
