import { type ErrorCode, ReplicatorError } from '../../shared/errors.ts';
import { parseRetryAfter } from '../resilience/retry-after.ts';

/** What a storage answered; of its address the host only, since the rest is a permission itself. */
export function toStorageError(
  code: ErrorCode,
  answer: { readonly status: number; readonly host: string; readonly retryAfter: string | undefined },
): ReplicatorError {
  const { status, host, retryAfter } = answer;
  const retryAfterMs = parseRetryAfter(retryAfter, Date.now());
  return new ReplicatorError(code, `The storage host ${host} answered with ${status}.`, {
    facts: { status, host },
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}
