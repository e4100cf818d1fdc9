import { ReplicatorError } from '../../shared/errors.ts';

/** A text column of the state tables. @throws ReplicatorError `internal.bug` */
export function text(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new ReplicatorError('internal.bug', `The state tables hold ${typeof value} where text was written.`);
}
