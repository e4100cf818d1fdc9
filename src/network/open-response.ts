import type { IncomingMessage } from 'node:http';
import { type RequestOptions, request as requestOverTls } from 'node:https';
import { cancelledError, throwIfCancelled } from '../shared/cancellation.ts';
import { ReplicatorError } from '../shared/errors.ts';
import type { Agents } from './agents.ts';
import { refusedByProxy, toNetworkError } from './network-errors.ts';

/** Bytes; what comes slower than that within the stall timeout is a trickle that might go on for hours. */
const leastProgress = 16 * 1024;

export interface OutgoingRequest {
  readonly url: URL;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds without an answer, or with only a trickle of it, after which the request is given up. */
  readonly stallTimeout: number;
}

/**
 * Sends a request and hands its response to `read`; the connection is broken off when the signal says so, or when next to nothing
 * comes for the stall timeout, also while `read` is at work.
 * @throws ReplicatorError `network.*`, `run.cancelled`, and what `read` throws
 */
export async function openResponse<T>(
  request: OutgoingRequest,
  agents: Agents,
  signal: AbortSignal,
  read: (response: IncomingMessage) => Promise<T>,
): Promise<T> {
  throwIfCancelled(signal);
  const { url, method, headers, body, stallTimeout } = request;
  const { promise: broken, reject: breakOff } = Promise.withResolvers<never>();
  const route = agents.routeTo(url);
  const options: RequestOptions = {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }) },
    ...route.options,
  };
  const outgoing = requestOverTls(url, options);
  outgoing.on('proxyConnect', ({ statusCode }: { readonly statusCode: number }) => {
    if (statusCode !== 200) breakOff(refusedByProxy(route.proxy ?? '', url.host, statusCode));
  });
  let answer: IncomingMessage | undefined;
  const stall = setTimeout(() => {
    // It is held back on this side.
    if (answer?.isPaused()) {
      stall.refresh();
      return;
    }
    breakOff(
      new ReplicatorError('network.unavailable', `${url.host} sent next to nothing for ${stallTimeout} ms.`, {
        facts: { host: url.host, stallTimeout },
      }),
    );
  }, stallTimeout);
  const onAbort = () => breakOff(cancelledError());
  signal.addEventListener('abort', onAbort, { once: true });
  outgoing.on('error', breakOff);
  const responded = new Promise<IncomingMessage>((resolve) => outgoing.on('response', resolve));
  outgoing.end(body);
  const received = responded.then((response) => {
    answer = response;
    stall.refresh();
    response.on('resume', () => stall.refresh());
    let sinceRefresh = 0;
    response.on('data', (part: Buffer) => {
      sinceRefresh += part.length;
      if (sinceRefresh < leastProgress) return;
      sinceRefresh = 0;
      stall.refresh();
    });
    response.pause();
    response.on('error', breakOff);
    return read(response);
  });
  try {
    return await Promise.race([received, broken]);
  } catch (thrown) {
    outgoing.destroy();
    throw toNetworkError(thrown, url.host, route.proxy);
  } finally {
    clearTimeout(stall);
    signal.removeEventListener('abort', onAbort);
  }
}
