import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { FaultPlan } from '../faults/fault-plan.ts';
import type { FaultEffect } from '../faults/fault-rule.ts';
import { errorReply, json, type Reply } from './reply.ts';
import { missingCredential, RestError, rejectedToken } from './rest-error.ts';
import { bearerToken, findRoute, type Route, type WarehouseRequest } from './route.ts';
import { sendReply } from './send-reply.ts';

export interface WarehouseServerOptions {
  readonly certificate: string;
  readonly key: string;
  readonly accepts: (token: string) => boolean;
  readonly orgId: string;
  readonly routes: readonly Route[];
  readonly faults: FaultPlan;
  /** What a fault does to the warehouse itself before the request is looked at. */
  readonly disturb: (effect: FaultEffect) => Promise<void>;
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
}

function statusReply(effect: Extract<FaultEffect, { kind: 'status' }>): Reply {
  const { status, retryAfterSeconds: seconds } = effect;
  const retryAfter =
    seconds === undefined
      ? {}
      : {
          'retry-after':
            effect.retryAfterForm === 'date' ? new Date(Date.now() + seconds * 1000).toUTCString() : String(seconds),
        };
  const errorCode = effect.errorCode ?? (status === 429 ? 'REQUEST_LIMIT_EXCEEDED' : 'TEMPORARILY_UNAVAILABLE');
  return json({ error_code: errorCode, message: effect.message ?? 'Please try again later.' }, status, retryAfter);
}

/** The one port: TLS, the token, faults, and the routes behind them. */
export class WarehouseServer {
  readonly #options: WarehouseServerOptions;
  readonly #server: Server;

  constructor(options: WarehouseServerOptions) {
    this.#options = options;
    const { certificate, key } = options;
    this.#server = createServer({ cert: certificate, key, keepAlive: true, keepAliveTimeout: 60_000 });
    this.#server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      void this.#serve(request, response);
    });
  }

  /** Resolves with the port. */
  listen(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', () => {
        this.#server.off('error', reject);
        resolve((this.#server.address() as AddressInfo).port);
      });
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    try {
      const { reply, effects } = await this.#answer(request, gone.signal);
      const headers = { 'x-databricks-org-id': this.#options.orgId, ...reply.headers };
      await sendReply(response, { ...reply, headers }, effects, gone.signal);
    } catch {
      // Only a connection that is already lost, or a body that cannot be read, ends here: there is nobody to tell.
      response.destroy();
    }
  }

  async #answer(
    incoming: IncomingMessage,
    signal: AbortSignal,
  ): Promise<{ readonly reply: Reply; readonly effects: readonly FaultEffect[] }> {
    const body = await readBody(incoming);
    let effects: readonly FaultEffect[] = [];
    try {
      const url = new URL(incoming.url ?? '/', 'https://127.0.0.1');
      const found = findRoute(this.#options.routes, incoming.method ?? 'GET', url.pathname);
      if (found?.route.open !== true) this.#authenticate(incoming.headers.authorization);
      if (found === undefined) throw new RestError(404, 'ENDPOINT_NOT_FOUND', `No API found for '${url.pathname}'.`);
      const plain = {
        method: incoming.method ?? 'GET',
        path: url.pathname,
        query: url.searchParams,
        headers: incoming.headers,
        body,
        params: found.params,
      };
      effects = this.#options.faults.take(found.route.subject(plain)).map((rule) => rule.effect);
      const refusal = await this.#disturb(effects, signal);
      const reply = refusal ?? (await found.route.handle({ ...plain, effects, signal } satisfies WarehouseRequest));
      return { reply, effects };
    } catch (error) {
      return { reply: errorReply(asRestError(error)), effects };
    }
  }

  #authenticate(authorization: string | undefined): void {
    const token = bearerToken(authorization);
    if (token === undefined) throw missingCredential();
    if (!this.#options.accepts(token)) throw rejectedToken();
  }

  async #disturb(effects: readonly FaultEffect[], signal: AbortSignal): Promise<Reply | undefined> {
    for (const effect of effects) {
      if (effect.kind === 'latency') await delay(effect.ms, undefined, { signal });
      else if (effect.kind === 'invalidToken') throw rejectedToken();
      else if (effect.kind === 'status') return statusReply(effect);
      else await this.#options.disturb(effect);
    }
    return undefined;
  }
}

function asRestError(error: unknown): RestError {
  if (error instanceof RestError) return error;
  return new RestError(500, 'INTERNAL_ERROR', error instanceof Error ? error.message : String(error));
}
