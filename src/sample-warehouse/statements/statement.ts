import type { FaultEffect } from '../faults/fault-rule.ts';
import { makeId } from '../make-id.ts';
import type { StatementResult } from './statement-result.ts';
import type { SubmitRequest } from './submit-request.ts';

export type StatementState = 'PENDING' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELED' | 'CLOSED';

export interface StatementFailure {
  readonly errorCode: string;
  readonly message: string;
  readonly sqlState?: string;
}

/** One statement on its way from PENDING to an end. Its end is final, but for CLOSED. */
export class Statement {
  readonly id = makeId();
  readonly request: SubmitRequest;
  /** Faults of the request that submitted it. */
  readonly effects: readonly FaultEffect[];
  /** Resolves at the end, whichever it is. */
  readonly ended: Promise<void>;
  readonly #abort = new AbortController();
  readonly #markEnded: () => void;
  #state: StatementState = 'PENDING';
  #failure: StatementFailure | undefined;
  #result: StatementResult | undefined;
  #endedAt = Number.POSITIVE_INFINITY;

  constructor(request: SubmitRequest, effects: readonly FaultEffect[]) {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.request = request;
    this.effects = effects;
    this.ended = promise;
    this.#markEnded = resolve;
  }

  get state(): StatementState {
    return this.#state;
  }

  get failure(): StatementFailure | undefined {
    return this.#failure;
  }

  /** Set while SUCCEEDED. */
  get result(): StatementResult | undefined {
    return this.#result;
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Epoch milliseconds; infinite while it runs. */
  get endedAt(): number {
    return this.#endedAt;
  }

  run(): void {
    if (this.#state === 'PENDING') this.#state = 'RUNNING';
  }

  /** `false` when the statement has ended otherwise meanwhile, and the result is not wanted. */
  succeed(result: StatementResult): boolean {
    if (!this.#end('SUCCEEDED')) return false;
    this.#result = result;
    return true;
  }

  fail(failure: StatementFailure): void {
    if (!this.#end('FAILED')) return;
    this.#failure = failure;
    this.#abort.abort();
  }

  cancel(): void {
    if (this.#end('CANCELED')) this.#abort.abort();
  }

  /** Gives its result back, for the files to be released. */
  close(): StatementResult | undefined {
    this.cancel();
    const result = this.#result;
    this.#result = undefined;
    this.#state = 'CLOSED';
    return result;
  }

  #end(state: StatementState): boolean {
    if (this.#state !== 'PENDING' && this.#state !== 'RUNNING') return false;
    this.#state = state;
    this.#endedAt = Date.now();
    this.#markEnded();
    return true;
  }
}
