import type { DropDuplicates } from '../transform.ts';

/** `one row for each a, b: the first by c DESC` */
export function describeDuplicates({ by, orderBy }: DropDuplicates): string {
  return `one row for each ${by.join(', ')}: ${orderBy === undefined ? 'the first by all its columns' : `the first by ${orderBy}`}`;
}
