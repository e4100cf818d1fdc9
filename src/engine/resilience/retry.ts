import pRetry from 'p-retry';
import { throwIfCancelled, waitFor } from '../../shared/cancellation.ts';
import { asReplicatorError, type ReplicatorError, type RetryPolicy, retryPolicies } from '../../shared/errors.ts';

/** Milliseconds. */
export interface RetryTiming {
  /** Before the second attempt; doubles with each one, times a random factor between 1 and 2. */
  readonly firstDelay: number;
  readonly longestDelay: number;
  /** What a server asks for with `Retry-After` is honoured up to this. */
  readonly longestRetryAfter: number;
}

export const defaultRetryTiming: RetryTiming = { firstDelay: 500, longestDelay: 10_000, longestRetryAfter: 60_000 };

export const maximumAttempts = 3;

export interface RetryOptions {
  readonly signal: AbortSignal;
  readonly timing?: RetryTiming;
  /** At most three, the default. */
  readonly attempts?: number;
  /** Further narrows what the policy of the error's code allows. */
  readonly retryable?: (error: ReplicatorError) => boolean;
  /** Called before the wait for the next attempt. */
  readonly onRetry?: (error: ReplicatorError) => void;
}

/** The policies under which the same request is sent again as it is. */
const retriesOf: Partial<Record<RetryPolicy, number>> = {
  backoff: maximumAttempts - 1,
  backoffAndShrink: maximumAttempts - 1,
  once: 1,
};

/** Runs the work again as the policy of its error allows. @throws ReplicatorError the last one, or `run.cancelled` */
export async function withRetries<T>(work: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { signal, timing = defaultRetryTiming, attempts = maximumAttempts } = options;
  throwIfCancelled(signal);
  const attempt = async () => {
    try {
      return await work();
    } catch (thrown) {
      throwIfCancelled(signal);
      throw asReplicatorError(thrown);
    }
  };
  const mayRetry = (error: ReplicatorError, attemptNumber: number) => {
    const allowed = retriesOf[retryPolicies[error.code]] ?? 0;
    return attemptNumber <= allowed && attemptNumber < attempts && (options.retryable?.(error) ?? true);
  };
  try {
    return await pRetry(attempt, {
      retries: Math.max(0, attempts - 1),
      minTimeout: timing.firstDelay,
      maxTimeout: timing.longestDelay,
      randomize: true,
      signal,
      onFailedAttempt: async (context) => {
        const error = asReplicatorError(context.error);
        if (!mayRetry(error, context.attemptNumber)) return;
        options.onRetry?.(error);
        const asked = Math.min(error.retryAfterMs ?? 0, timing.longestRetryAfter);
        if (asked > context.retryDelay) await waitFor(asked - context.retryDelay, signal);
      },
      shouldRetry: (context) => mayRetry(asReplicatorError(context.error), context.attemptNumber),
    });
  } catch (thrown) {
    throwIfCancelled(signal);
    throw thrown;
  }
}
