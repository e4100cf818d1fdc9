import type { FaultEffect } from '../faults/fault-rule.ts';
import { RestError } from '../http/rest-error.ts';
import { type SqlEngine, SqlError, type SqlSession } from '../sql/sql-engine.ts';
import type { Warehouse } from '../warehouses/warehouse.ts';
import type { Warehouses } from '../warehouses/warehouses.ts';
import { type ExecutionContext, executeStatement } from './execute-statement.ts';
import type { Sessions } from './sessions.ts';
import { Statement, type StatementFailure } from './statement.ts';
import type { StatementResult } from './statement-result.ts';
import type { SubmitRequest } from './submit-request.ts';

export interface StatementsOptions extends Omit<ExecutionContext, 'engine'> {
  readonly warehouses: Warehouses;
  /** What executes SQL on a warehouse. */
  readonly engineOf: (warehouse: Warehouse) => SqlEngine;
  readonly sessions: Sessions;
  /** How long a result can be fetched after its statement succeeded. */
  readonly resultLifetimeMs: number;
}

function failureOf(error: unknown): StatementFailure {
  if (error instanceof SqlError) {
    return { errorCode: 'BAD_REQUEST', message: error.message, sqlState: error.sqlState };
  }
  return { errorCode: 'INTERNAL_ERROR', message: error instanceof Error ? error.message : String(error) };
}

/** The statements that the server knows; results are forgotten after their time. */
export class Statements {
  readonly #options: StatementsOptions;
  readonly #statements = new Map<string, Statement>();
  readonly #running = new Set<Promise<void>>();

  constructor(options: StatementsOptions) {
    this.#options = options;
  }

  /**
   * Begins a statement; it stays PENDING until the warehouse runs.
   * @throws RestError
   */
  submit(request: SubmitRequest, effects: readonly FaultEffect[]): Statement {
    const { warehouses, sessions } = this.#options;
    const warehouse = warehouses.list().find(({ id, state }) => id === request.warehouseId && state !== 'DELETING');
    if (warehouse === undefined) {
      throw new RestError(404, 'RESOURCE_DOES_NOT_EXIST', `SQL warehouse ${request.warehouseId} does not exist.`);
    }
    const session = sessions.resolve(request);
    const statement = new Statement(request, effects);
    this.#statements.set(statement.id, statement);
    this.#forgetOld();
    const running = this.#run(statement, session, warehouse).finally(() => this.#running.delete(running));
    this.#running.add(running);
    return statement;
  }

  /** @throws RestError 404 for one that is unknown, or whose result has outlived its time */
  get(id: string): Statement {
    const statement = this.#statements.get(id);
    if (statement === undefined || this.#isOld(statement)) {
      if (statement !== undefined) this.#forget(statement);
      throw new RestError(404, 'NOT_FOUND', `The statement ${id} was not found.`);
    }
    return statement;
  }

  close(statement: Statement): void {
    this.#release(statement.close());
  }

  #isOld(statement: Statement): boolean {
    return Date.now() >= statement.endedAt + this.#options.resultLifetimeMs;
  }

  #forgetOld(): void {
    for (const statement of this.#statements.values()) if (this.#isOld(statement)) this.#forget(statement);
  }

  /** As after the hour: the statement is unknown from now on. */
  #forget(statement: Statement): void {
    this.#statements.delete(statement.id);
    this.close(statement);
  }

  /** Makes the server forget a statement ahead of its time. */
  forget(id: string): void {
    const statement = this.#statements.get(id);
    if (statement !== undefined) this.#forget(statement);
  }

  /** Cancels what runs, and waits until nothing does. */
  async closeAll(): Promise<void> {
    for (const statement of this.#statements.values()) statement.cancel();
    await Promise.all(this.#running);
  }

  async #run(statement: Statement, session: SqlSession, warehouse: Warehouse): Promise<void> {
    const stopped = {
      errorCode: 'BAD_REQUEST',
      message: `Command failed because warehouse ${warehouse.id} was stopped.`,
    };
    let unsubscribe = (): void => undefined;
    try {
      if (!(await warehouse.run(statement.signal))) return statement.fail(stopped);
      unsubscribe = warehouse.onDidHalt(() => statement.fail(stopped));
      statement.run();
      const result = await executeStatement(statement, session, {
        ...this.#options,
        engine: this.#options.engineOf(warehouse),
      });
      if (!statement.succeed(result)) this.#release(result);
    } catch (error) {
      statement.fail(failureOf(error));
    } finally {
      unsubscribe();
    }
  }

  #release(result: StatementResult | undefined): void {
    if (result !== undefined && result.kind !== 'json') void this.#options.store.release(result.stored);
  }
}
