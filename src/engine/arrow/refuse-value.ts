import { type ErrorCode, ReplicatorError } from '../../shared/errors.ts';

/** Refuses a value: rows count from 0 inside the batch, or inside the list where the column is nested. */
export function refuseValue(code: ErrorCode, name: string, row: number, what: string): ReplicatorError {
  const text = `Column "${name}", row ${row} of its batch: ${what}.`;
  return new ReplicatorError(code, text, { subject: { column: name }, facts: { row } });
}
