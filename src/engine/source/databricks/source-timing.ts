import { type BreakerOptions, defaultBreakerOptions } from '../../resilience/circuit-breaker.ts';
import { defaultRetryTiming, type RetryTiming } from '../../resilience/retry.ts';
import { defaultPollTiming, type PollTiming } from './poll-timing.ts';

/** How patient the source is; milliseconds. */
export interface SourceTiming {
  readonly retry: RetryTiming;
  readonly poll: PollTiming;
  readonly breaker: BreakerOptions;
  /** Without a byte from the workspace; longer than it may hold back an answer on purpose. */
  readonly restStall: number;
  /** Without a byte of a download. */
  readonly downloadStall: number;
}

export const defaultSourceTiming: SourceTiming = {
  retry: defaultRetryTiming,
  poll: defaultPollTiming,
  breaker: defaultBreakerOptions,
  restStall: 60_000,
  downloadStall: 30_000,
};
