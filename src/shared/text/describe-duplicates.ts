import type { DropDuplicates } from '../transform.ts';

/** `one row for each a, b: the first by c DESC` */
export function describeDuplicates({ by, orderBy }: DropDuplicates): string {
  return `one row for each ${by.join(', ')}: ${orderBy === undefined ? 'any of them' : `the first by ${orderBy}`}`;
}
