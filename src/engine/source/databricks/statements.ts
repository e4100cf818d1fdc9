import { setTimeout as sleep } from 'node:timers/promises';
import { cancelledError, orCancelled, waitFor } from '../../../shared/cancellation.ts';
import { ReplicatorError } from '../../../shared/errors.ts';
import { type RetryTiming, withRetries } from '../../resilience/retry.ts';
import type { BulkReader, BulkResult, StatementListener } from '../source.ts';
import { toManifest } from './manifest.ts';
import { growingDelays, type PollTiming } from './poll-timing.ts';
import { emptyAnswer, type RestAnswer, type RestClient } from './rest-client.ts';
import { toSqlError } from './sql-errors.ts';
import { type StatementAnswer, statementAnswer } from './statement-answers.ts';
import { resultGone, StatementResult } from './statement-result.ts';
import { type TextRows, toTextRows } from './text-rows.ts';
import type { Warehouse } from './warehouse.ts';
import { watchWarehouse } from './watch-warehouse.ts';

/** How a result is handed over. */
type Delivery = Readonly<Record<string, string>>;

/** Raw Arrow behind links. */
const asFiles: Delivery = { disposition: 'EXTERNAL_LINKS', format: 'ARROW_STREAM', result_compression: 'LZ4_FRAME' };
/** Text within the answer. */
const asText: Delivery = { disposition: 'INLINE', format: 'JSON_ARRAY' };

const statementsPath = '/api/2.0/sql/statements';

/** Milliseconds that are spent on cancelling a statement after the caller has gone. */
const longestFarewell = 15_000;
const longestClose = 800;

export interface StatementOptions {
  readonly pollTiming: PollTiming;
  readonly retryTiming: RetryTiming;
}

/** The Statement Execution API: raw Arrow, chunk by chunk, behind links. */
export class StatementClient implements BulkReader {
  readonly #rest: RestClient;
  readonly #warehouse: Warehouse;
  readonly #options: StatementOptions;
  readonly #farewells = new Set<Promise<unknown>>();

  constructor(rest: RestClient, warehouse: Warehouse, options: StatementOptions) {
    this.#rest = rest;
    this.#warehouse = warehouse;
    this.#options = options;
  }

  async execute(sql: string, signal: AbortSignal, listener: StatementListener = {}): Promise<BulkResult> {
    const watch = watchWarehouse(this.#warehouse, signal, listener.onWarehouse ?? (() => undefined));
    try {
      return await this.#execute(sql, signal, listener);
    } finally {
      watch.end();
    }
  }

  #execute(sql: string, signal: AbortSignal, { onRetry }: StatementListener): Promise<BulkResult> {
    return withRetries(async () => this.#toResult(await this.#finish(sql, asFiles, signal)), {
      signal,
      timing: this.#options.retryTiming,
      // A request that failed has been tried again already; this is for statements that ran and failed.
      retryable: (error) => error.facts.statementId !== undefined,
      ...(onRetry === undefined ? {} : { onRetry }),
    });
  }

  /**
   * A few rows, every value as the warehouse's own text; timestamps have no microseconds there.
   * @throws ReplicatorError as `execute`
   */
  async readText(sql: string, signal: AbortSignal): Promise<TextRows> {
    const { value } = await this.#finish(sql, asText, signal);
    throwUnlessSucceeded(value);
    return toTextRows(value);
  }

  /**
   * A statement that does something and gives no rows, once: a request of which nobody knows whether it arrived is not sent
   * again. Resolves with the statement's id when it has succeeded.
   * @throws ReplicatorError as `execute`
   */
  async run(sql: string, signal: AbortSignal, listener: StatementListener = {}): Promise<string> {
    const watch = watchWarehouse(this.#warehouse, signal, listener.onWarehouse ?? (() => undefined));
    try {
      const { value } = await this.#settle(await this.#submit(sql, asText, signal, () => false), signal);
      throwUnlessSucceeded(value);
      return value.statement_id;
    } finally {
      watch.end();
    }
  }

  async #finish(sql: string, delivery: Delivery, signal: AbortSignal): Promise<RestAnswer<StatementAnswer>> {
    return this.#settle(await this.#submit(sql, delivery, signal), signal);
  }

  async reattach(statementId: string, signal: AbortSignal): Promise<BulkResult | undefined> {
    try {
      const answer = await this.#settle(await this.#look(statementId, signal), signal);
      return answer.value.status.state === 'SUCCEEDED' ? this.#toResult(answer) : undefined;
    } catch (thrown) {
      if (thrown instanceof ReplicatorError && thrown.code === 'source.notFound') return undefined;
      throw thrown;
    }
  }

  /** Waits a moment until the server has been told of statements that were cancelled and results that were given back. */
  async close(): Promise<void> {
    await Promise.race([Promise.all(this.#farewells), sleep(longestClose, undefined, { ref: false })]);
  }

  /** A warehouse that is not up yet may turn the statement down before it has an id: not an attempt. */
  async #submit(
    sql: string,
    delivery: Delivery,
    signal: AbortSignal,
    mayRetry: () => boolean = () => !signal.aborted,
  ): Promise<RestAnswer<StatementAnswer>> {
    for (const delay of growingDelays(this.#options.pollTiming)) {
      try {
        return await this.#post(sql, delivery, signal, mayRetry);
      } catch (thrown) {
        if (!(thrown instanceof ReplicatorError)) throw thrown;
        if (thrown.facts.warehouseNotReady !== true) throw await this.#whyNotSubmitted(thrown, signal);
        if (delay >= this.#options.pollTiming.longest) throw thrown;
        await this.#warehouse.untilRunning(signal);
        await waitFor(delay, signal);
      }
    }
    throw cancelledError();
  }

  async #post(
    sql: string,
    delivery: Delivery,
    signal: AbortSignal,
    mayRetry: () => boolean,
  ): Promise<RestAnswer<StatementAnswer>> {
    // Not given the signal: a statement that has been sent must be cancelled by its id, so its answer is awaited.
    const patience = new AbortController();
    const posted = this.#rest.send({
      method: 'POST',
      path: statementsPath,
      body: {
        statement: sql,
        warehouse_id: this.#warehouse.id,
        ...delivery,
        wait_timeout: '10s',
        on_wait_timeout: 'CONTINUE',
      },
      answer: statementAnswer,
      signal: patience.signal,
      mayRetry,
    });
    try {
      return await orCancelled(posted, signal);
    } catch (thrown) {
      if (signal.aborted) {
        setTimeout(() => patience.abort(), longestFarewell).unref();
        this.#follow(posted.then((answer) => this.#cancel(answer.value.statement_id)));
      }
      throw thrown;
    }
  }

  async #whyNotSubmitted(error: ReplicatorError, signal: AbortSignal): Promise<ReplicatorError> {
    if (error.code === 'source.notFound') await this.#warehouse.state(signal);
    return error;
  }

  /** Polls until the statement has come to an end. */
  async #settle(submitted: RestAnswer<StatementAnswer>, signal: AbortSignal): Promise<RestAnswer<StatementAnswer>> {
    let answer = submitted;
    const statementId = answer.value.statement_id;
    try {
      for (const delay of growingDelays(this.#options.pollTiming)) {
        if (!['PENDING', 'RUNNING'].includes(answer.value.status.state)) return answer;
        await waitFor(delay, signal);
        answer = await this.#look(statementId, signal);
      }
      return answer;
    } catch (thrown) {
      if (signal.aborted) this.#follow(this.#cancel(statementId));
      throw thrown;
    }
  }

  async #look(statementId: string, signal: AbortSignal): Promise<RestAnswer<StatementAnswer>> {
    const path = `${statementsPath}/${encodeURIComponent(statementId)}`;
    return this.#rest.send({ method: 'GET', path, answer: statementAnswer, signal });
  }

  async #cancel(statementId: string): Promise<void> {
    await this.#rest.send({
      method: 'POST',
      path: `${statementsPath}/${encodeURIComponent(statementId)}/cancel`,
      body: {},
      answer: emptyAnswer,
      signal: AbortSignal.timeout(longestFarewell),
    });
  }

  #follow(work: Promise<unknown>): void {
    // The caller has gone on already; a server that cannot be told stops the statement, or drops its result, by itself.
    const followed = work.catch(() => undefined).finally(() => this.#farewells.delete(followed));
    this.#farewells.add(followed);
  }

  #toResult({ value, clockSkew }: RestAnswer<StatementAnswer>): StatementResult {
    const { statement_id: statementId, manifest, result } = value;
    throwUnlessSucceeded(value);
    if (manifest === undefined) {
      throw new ReplicatorError('source.protocol', `Statement ${statementId} succeeded without a manifest.`);
    }
    const found = new StatementResult(statementId, toManifest(manifest), this.#rest, (work) => this.#follow(work));
    if (result !== undefined) found.remember({ value: result, clockSkew });
    return found;
  }
}

function throwUnlessSucceeded({ statement_id: statementId, status }: StatementAnswer): void {
  if (status.state === 'SUCCEEDED') return;
  if (status.state === 'CLOSED') throw resultGone(statementId);
  if (status.state === 'CANCELED') {
    throw new ReplicatorError('source.internal', 'The statement was cancelled on the warehouse.', {
      facts: { statementId },
    });
  }
  throw toSqlError({
    message: status.error?.message ?? `The statement ended as ${status.state}.`,
    sqlState: status.sql_state,
    errorCode: status.error?.error_code,
    statementId,
  });
}
