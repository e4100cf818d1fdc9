import type { NotCompared, VerifiedTable } from '../receipt.ts';
import { counted, formatCount } from './units.ts';

/** How much of a copy was compared: `13,638 rows, 1,362 left out by the transform, 3 columns compared`. */
export function describeCompared({
  storedRows = 0,
  droppedRows,
  comparedColumns,
}: Pick<VerifiedTable, 'storedRows' | 'droppedRows' | 'comparedColumns'>): string {
  return [
    counted(storedRows, 'row'),
    ...(droppedRows === undefined ? [] : [`${formatCount(droppedRows)} left out by the transform`]),
    `${comparedColumns === 0 ? 'no column' : counted(comparedColumns, 'column')} compared`,
  ].join(', ');
}

/** `not compared: c_name, is_rich (computed by the transform)`. */
export function describeNotCompared({ columns, reason }: NotCompared): string {
  return `not compared: ${columns.join(', ')} (${reason})`;
}

/** Equal where it was compared, which was not everywhere. */
export function isEqualInPart({ state, notCompared }: Pick<VerifiedTable, 'state' | 'notCompared'>): boolean {
  return state === 'equal' && notCompared.length > 0;
}
