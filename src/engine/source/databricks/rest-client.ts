import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { Agents } from '../../../network/agents.ts';
import type { DatabricksConnection } from '../../../network/databricks-connection.ts';
import { openResponse } from '../../../network/open-response.ts';
import { readBody } from '../../../network/read-body.ts';
import { orCancelled, throwIfCancelled } from '../../../shared/cancellation.ts';
import { asReplicatorError, ReplicatorError } from '../../../shared/errors.ts';
import type { HostBreakers } from '../../resilience/circuit-breaker.ts';
import { type RetryTiming, withRetries } from '../../resilience/retry.ts';
import { baseUrlOf } from './connection.ts';
import { openFile } from './open-file.ts';
import { toRestError } from './rest-errors.ts';

export interface RestRequest<T> {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** From the root of the host. Parts that are not fixed are percent-encoded already. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** What the answer must look like; what it holds beyond that is dropped. */
  readonly answer: z.ZodType<T>;
  readonly signal: AbortSignal;
  /** Asked before another attempt; always, when absent. */
  readonly mayRetry?: () => boolean;
}

export interface RestAnswer<T> {
  readonly value: T;
  /** How far the server's clock is ahead of ours, in milliseconds, as far as its `Date` header tells. */
  readonly clockSkew: number;
}

export interface RestOptions {
  readonly retryTiming: RetryTiming;
  /** Milliseconds; longer than the server may hold back an answer on purpose. */
  readonly stallTimeout: number;
}

export interface FileRequest {
  /** From the root of the host, percent-encoded. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Milliseconds without a byte after which the download is given up. */
  readonly stallTimeout: number;
}

const userAgent = 'databricks-duckdb-replicator';
const longestAnswer = 256 * 1024 * 1024;

/** JSON over https with the workspace, each request with retries behind the circuit breaker of the host. */
export class RestClient {
  readonly #connection: DatabricksConnection;
  readonly #agents: Agents;
  readonly #breakers: HostBreakers;
  readonly #options: RestOptions;
  readonly #base: URL;

  constructor(connection: DatabricksConnection, agents: Agents, breakers: HostBreakers, options: RestOptions) {
    this.#connection = connection;
    this.#agents = agents;
    this.#breakers = breakers;
    this.#options = options;
    this.#base = baseUrlOf(connection.host);
  }

  /**
   * A file of the workspace, read as it comes; one attempt, behind the circuit breaker.
   * @throws ReplicatorError as `send`, and what `read` throws
   */
  async open<T>(request: FileRequest, read: (response: IncomingMessage) => Promise<T>): Promise<T> {
    const { path, headers, signal, stallTimeout } = request;
    const url = new URL(path, this.#base);
    const options = { headers: { ...headers, 'user-agent': userAgent }, stallTimeout };
    const open = (token: string) => openFile(url, token, options, this.#agents, signal, read);
    return this.#breakers.run(this.#base.host, () => this.#withToken(signal, open));
  }

  /** @throws ReplicatorError `auth.*`, `network.*`, `source.busy`, `source.notFound`, `source.protocol`, `run.cancelled` */
  async send<T>(request: RestRequest<T>): Promise<RestAnswer<T>> {
    return withRetries(
      () =>
        this.#breakers.run(this.#base.host, () =>
          this.#withToken(request.signal, (token) => this.#exchange(request, token)),
        ),
      {
        signal: request.signal,
        timing: this.#options.retryTiming,
        retryable: request.mayRetry ?? (() => true),
      },
    );
  }

  /** A token that has run out is no failed attempt: once, a new one is asked for. */
  async #withToken<T>(signal: AbortSignal, work: (token: string) => Promise<T>): Promise<T> {
    const tokenFor = (refresh: boolean): Promise<string> => orCancelled(this.#connection.getToken({ refresh }), signal);
    try {
      return await work(await tokenFor(false));
    } catch (thrown) {
      const error = asReplicatorError(thrown);
      if (error.code !== 'auth.rejected' || error.facts.status === undefined) throw thrown;
      throwIfCancelled(signal);
      return work(await tokenFor(true));
    }
  }

  async #exchange<T>(request: RestRequest<T>, token: string): Promise<RestAnswer<T>> {
    const url = new URL(request.path, this.#base);
    for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.set(name, value);
    const outgoing = {
      url,
      method: request.method,
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${token}`,
        ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
        'user-agent': userAgent,
      },
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      stallTimeout: this.#options.stallTimeout,
    };
    const answer = await openResponse(outgoing, this.#agents, request.signal, async (response) => ({
      status: response.statusCode ?? 0,
      headers: response.headers,
      body: (await readBody(response, longestAnswer)).toString('utf8'),
    }));
    const now = Date.now();
    if (answer.status !== 200 && answer.status !== 204) throw toRestError(answer, { path: request.path, now });
    return {
      // What is deleted is not spoken of.
      value: parseAnswer(request.method === 'DELETE' && answer.body === '' ? '{}' : answer.body, request),
      clockSkew: clockSkewOf(answer.headers, now),
    };
  }
}

function parseAnswer<T>(body: string, request: RestRequest<T>): T {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch (cause) {
    throw new ReplicatorError('source.protocol', `The answer to ${request.path} is not JSON.`, { cause });
  }
  const parsed = request.answer.safeParse(json);
  if (parsed.success) return parsed.data;
  // Says where the answer is wrong, and not what stands there: it may be a link.
  const where = parsed.error.issues.map((issue) => `${issue.path.join('.')} (${issue.code})`).join(', ');
  throw new ReplicatorError('source.protocol', `The answer to ${request.path} has an unknown form at ${where}.`);
}

function clockSkewOf(headers: IncomingHttpHeaders, now: number): number {
  const date = Date.parse(headers.date ?? '');
  return Number.isNaN(date) ? 0 : date - now;
}

export const emptyAnswer = z.object({});
