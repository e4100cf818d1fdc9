import { BrokenCircuitError, ConsecutiveBreaker, circuitBreaker, handleWhen } from 'cockatiel';
import { ReplicatorError, retryPolicies } from '../../shared/errors.ts';

export interface BreakerOptions {
  /** Failures in a row after which no more requests are sent. */
  readonly failures: number;
  /** Milliseconds until one request is let through again. */
  readonly pause: number;
}

export const defaultBreakerOptions: BreakerOptions = { failures: 20, pause: 30_000 };

/** Only what says that the host is in trouble: not the user's SQL, not a grant, not a broken payload. */
function countsAgainstHost(thrown: unknown): boolean {
  if (!(thrown instanceof ReplicatorError)) return false;
  const policy = retryPolicies[thrown.code];
  return thrown.code === 'network.unavailable' || policy === 'backoffAndShrink';
}

/** One circuit breaker for each host. */
export class HostBreakers {
  readonly #options: BreakerOptions;
  readonly #breakers = new Map<string, ReturnType<typeof circuitBreaker>>();

  constructor(options: BreakerOptions = defaultBreakerOptions) {
    this.#options = options;
  }

  /** @throws ReplicatorError `network.circuitOpen` without trying, or what the work throws */
  async run<T>(host: string, work: () => Promise<T>): Promise<T> {
    try {
      return await this.#breakerOf(host).execute(work);
    } catch (thrown) {
      if (!(thrown instanceof BrokenCircuitError)) throw thrown;
      throw new ReplicatorError('network.circuitOpen', `${host} failed ${this.#options.failures} times in a row.`, {
        facts: { host },
      });
    }
  }

  #breakerOf(host: string) {
    const known = this.#breakers.get(host);
    if (known !== undefined) return known;
    const breaker = circuitBreaker(handleWhen(countsAgainstHost), {
      halfOpenAfter: this.#options.pause,
      breaker: new ConsecutiveBreaker(this.#options.failures),
    });
    this.#breakers.set(host, breaker);
    return breaker;
  }
}
