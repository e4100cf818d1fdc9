import { randomBytes } from 'node:crypto';

/** Sorts by time, reads as one, and is part of table names: `20261122_230812_a3f9`. */
export function newRunId(now: Date): string {
  const digits = now.toISOString().replaceAll(/\D/g, '');
  return `${digits.slice(0, 8)}_${digits.slice(8, 14)}_${randomBytes(2).toString('hex')}`;
}
