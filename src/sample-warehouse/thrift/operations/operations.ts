import { makeId } from '../../make-id.ts';
import type { OperationType } from '../protocol/constants.ts';
import type { HandleIdentifier, OperationHandle } from '../protocol/handles.ts';
import type { DirectResults } from '../protocol/requests.ts';
import type { OperationResponse } from '../protocol/responses.ts';
import { formatId, parseId } from '../sessions/format-id.ts';
import type { Session } from '../sessions/session.ts';
import { success } from '../status.ts';
import { noSuchOperation } from './describe-operation.ts';
import { Operation, type Outcome } from './operation.ts';

export interface StartOptions {
  readonly session: Session;
  readonly type: OperationType;
  readonly run: (signal: AbortSignal) => Promise<Outcome>;
  readonly runAsync: boolean | undefined;
  readonly direct: DirectResults | undefined;
}

/** Starts operations, finds them by their handles, and answers with as much of the result as the client asked for. */
export class Operations {
  readonly #open = new Map<string, { readonly operation: Operation; readonly session: Session }>();
  readonly #secret: Buffer;
  readonly #directWaitMs: number;
  readonly #now: () => number;
  readonly #onFault: (error: unknown) => void;

  constructor(options: {
    readonly secret: Buffer;
    readonly directWaitMs: number;
    readonly now: () => number;
    readonly onFault: (error: unknown) => void;
  }) {
    this.#onFault = options.onFault;
    this.#secret = options.secret;
    this.#directWaitMs = options.directWaitMs;
    this.#now = options.now;
  }

  get size(): number {
    return this.#open.size;
  }

  /** @throws the statement's own error when it fails before the answer goes out */
  async start(options: StartOptions): Promise<OperationResponse> {
    const { session, type, run, runAsync, direct } = options;
    const id = makeId(this.#now());
    const operation = new Operation({ id: parseId(id), type, run, now: this.#now, onFault: this.#onFault });
    session.operations.add(operation);
    this.#open.set(id, { operation, session });
    await this.#wait(operation, runAsync === true, direct !== undefined);
    if (operation.error !== undefined) {
      await this.close(operation.id);
      throw operation.error;
    }
    const response: OperationResponse = {
      status: success,
      operationHandle: { operationId: this.#handle(operation.id), operationType: type, hasResultSet: true },
    };
    return direct === undefined ? response : { ...response, directResults: await this.#direct(operation, direct) };
  }

  /** @throws ThriftStatusError when there is no such operation */
  find(handle: OperationHandle | undefined): Operation {
    const id = handle?.operationId?.guid ?? new Uint8Array();
    const found = this.#open.get(formatId(id));
    if (found === undefined) throw noSuchOperation(id, handle?.operationType);
    found.session.lastUsed = this.#now();
    return found.operation;
  }

  /** Closing what is closed already is no error, as on a real warehouse. */
  async close(id: Uint8Array | undefined): Promise<void> {
    const key = formatId(id ?? new Uint8Array());
    const found = this.#open.get(key);
    if (found === undefined) return;
    this.#open.delete(key);
    found.session.operations.delete(found.operation);
    await found.operation.close();
  }

  /** Forgets the operations of a session that is being closed. */
  async closeAllOf(session: Session): Promise<void> {
    await Promise.all([...session.operations].map((operation) => this.close(operation.id)));
  }

  async #wait(operation: Operation, isAsync: boolean, wantsResults: boolean): Promise<void> {
    if (!isAsync) return operation.settled;
    if (!wantsResults) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, this.#directWaitMs);
    await Promise.race([operation.settled, promise]);
    clearTimeout(timer);
  }

  async #direct(operation: Operation, direct: DirectResults) {
    const operationStatus = operation.status();
    if (operation.isRunning) return { operationStatus };
    const { result } = operation;
    const { results, hasMoreRows } = await result.fetch({
      maxRows: direct.maxRows ?? Number.MAX_SAFE_INTEGER,
      maxBytes: direct.maxBytes ?? Number.MAX_SAFE_INTEGER,
      first: true,
    });
    const whole = {
      operationStatus,
      resultSetMetadata: result.metadata,
      resultSet: { status: success, hasMoreRows, results },
    };
    if (hasMoreRows || result.outlivesFetch) return whole;
    await this.close(operation.id);
    return { ...whole, closeOperation: { status: success } };
  }

  #handle(guid: Buffer): HandleIdentifier {
    return { guid, secret: this.#secret, x0d01: 0 };
  }
}
