import { SqlError } from '../../sql/sql-engine.ts';
import { type OperationState, type OperationType, operationState, operationType } from '../protocol/constants.ts';
import type { OperationStatusResponse } from '../protocol/responses.ts';
import type { OperationResult } from '../results/operation-result.ts';
import { statusOf, success, ThriftStatusError } from '../status.ts';

function internalError(): SqlError {
  const message = '[INTERNAL_ERROR] The statement failed inside the warehouse. SQLSTATE: XX000';
  return new SqlError('INTERNAL_ERROR', 'XX000', message);
}

export interface Outcome {
  readonly result: OperationResult;
  readonly modifiedRows?: number | undefined;
  /** DDL and DML are none. */
  readonly isQuery: boolean;
}

const keptForSeconds = 172_800;

export interface OperationOptions {
  readonly id: Buffer;
  readonly type: OperationType;
  readonly run: (signal: AbortSignal) => Promise<Outcome>;
  readonly now: () => number;
  /** Told of errors that the protocol has no words for. */
  readonly onFault: (error: unknown) => void;
}

/** One statement or metadata call, from its start until it is closed. */
export class Operation {
  readonly id: Buffer;
  readonly type: OperationType;
  /** Resolves when the operation runs no longer, whatever its end; never rejects. */
  readonly settled: Promise<void>;
  readonly #abort = new AbortController();
  readonly #now: () => number;
  readonly #onFault: (error: unknown) => void;
  readonly #started: number;
  #completed: number | undefined;
  #state: OperationState = operationState.running;
  #outcome: Outcome | undefined;
  #error: unknown;

  constructor(options: OperationOptions) {
    this.id = options.id;
    this.type = options.type;
    this.#now = options.now;
    this.#onFault = options.onFault;
    this.#started = options.now();
    this.settled = this.#run(options.run);
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
    const isStatement = this.type === operationType.executeStatement;
    return {
      status: success,
      operationState: this.#state,
      operationStarted: isStatement ? this.#started : undefined,
      operationCompleted: isStatement ? this.#completed : undefined,
      numModifiedRows: this.#outcome?.modifiedRows,
      sqlState: failure?.sqlState,
      errorCode: failure?.errorCode,
      errorMessage: failure?.errorMessage,
      displayMessage: failure?.displayMessage,
      errorDetailsJson: failure?.errorDetailsJson,
      x0d02: this.#outcome?.isQuery === false ? 1 : 2,
      x0d03: isStatement ? keptForSeconds : undefined,
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
    // A result that is read page by page still reads from the engine.
    this.#abort.abort();
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
      const isKnown = statusOf(error) !== undefined;
      if (!isKnown) this.#onFault(error);
      this.#error = isKnown ? error : internalError();
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
