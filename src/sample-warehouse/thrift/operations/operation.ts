import { type OperationState, type OperationType, operationState } from '../protocol/constants.ts';
import type { OperationStatusResponse } from '../protocol/responses.ts';
import type { OperationResult } from '../results/operation-result.ts';
import { statusOf, success, ThriftStatusError } from '../status.ts';

export interface Outcome {
  readonly result: OperationResult;
  readonly modifiedRows?: number | undefined;
}

const keptForSeconds = 172_800;

/** One statement or metadata call, from its start until it is closed. */
export class Operation {
  readonly id: Buffer;
  readonly type: OperationType;
  /** Resolves when the operation runs no longer, whatever its end; never rejects. */
  readonly settled: Promise<void>;
  readonly #abort = new AbortController();
  readonly #now: () => number;
  readonly #started: number;
  #completed: number | undefined;
  #state: OperationState = operationState.running;
  #outcome: Outcome | undefined;
  #error: unknown;

  constructor(id: Buffer, type: OperationType, run: (signal: AbortSignal) => Promise<Outcome>, now: () => number) {
    this.id = id;
    this.type = type;
    this.#now = now;
    this.#started = now();
    this.settled = this.#run(run);
  }

  get isRunning(): boolean {
    return this.#state === operationState.running;
  }

  /** What went wrong, once something has. */
  get error(): unknown {
    return this.#error;
  }

  /** @throws ThriftStatusError or the operation's own error while there is no result */
  get result(): OperationResult {
    if (this.#error !== undefined) throw this.#error;
    if (this.#outcome !== undefined) return this.#outcome.result;
    throw new ThriftStatusError('HY010', `The operation has no result: it is ${this.#stateName()}.`);
  }

  status(): OperationStatusResponse {
    const failure = statusOf(this.#error);
    return {
      status: success,
      operationState: this.#state,
      operationStarted: this.#started,
      operationCompleted: this.#completed,
      numModifiedRows: this.#outcome?.modifiedRows,
      sqlState: failure?.sqlState,
      errorCode: failure?.errorCode,
      errorMessage: failure?.errorMessage,
      displayMessage: failure?.displayMessage,
      errorDetailsJson: failure?.errorDetailsJson,
      x0d02: this.#outcome?.modifiedRows === undefined ? 2 : 1,
      x0d03: keptForSeconds,
    };
  }

  /** Stops a running statement; the work behind it ends by the signal it was given. */
  cancel(): void {
    if (!this.isRunning) return;
    this.#end(operationState.canceled);
    this.#abort.abort();
  }

  async close(): Promise<void> {
    this.cancel();
    this.#state = operationState.closed;
    const outcome = this.#outcome;
    this.#outcome = undefined;
    await outcome?.result.close();
  }

  async #run(run: (signal: AbortSignal) => Promise<Outcome>): Promise<void> {
    try {
      const outcome = await run(this.#abort.signal);
      if (this.isRunning) {
        this.#outcome = outcome;
        this.#end(operationState.finished);
      } else {
        await outcome.result.close();
      }
    } catch (error) {
      // After a cancel the error is only the echo of the abort.
      if (!this.isRunning) return;
      this.#error = error;
      this.#end(operationState.error);
    }
  }

  #end(state: OperationState): void {
    this.#state = state;
    this.#completed = this.#now();
  }

  #stateName(): string {
    return Object.entries(operationState).find(([, state]) => state === this.#state)?.[0] ?? 'unknown';
  }
}
