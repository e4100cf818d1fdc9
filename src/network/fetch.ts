import type { IncomingHttpHeaders } from 'node:http';
import { ReplicatorError } from '../shared/errors.ts';
import type { Agents } from './agents.ts';
import { openResponse } from './open-response.ts';
import { readBody } from './read-body.ts';

/** The part of the web's `fetch` that libraries ask for. */
export interface FetchOptions {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | URLSearchParams | null | undefined;
}

export type Fetch = (url: string, options: FetchOptions) => Promise<Response>;

const stallTimeout = 30_000;
/** Bytes. */
const longestAnswer = 1_000_000;

/**
 * `fetch` for short answers, through the proxy and with the authorities of the agents; redirects are not followed.
 * @param signal breaks every request off
 * @throws ReplicatorError `network.*`, `run.cancelled`, `source.protocol`
 */
export function createFetch(agents: Agents, signal: AbortSignal): Fetch {
  return async (url, { method, headers, body }) => {
    if (method !== 'GET' && method !== 'POST') {
      throw new ReplicatorError('internal.bug', `No request of ours is a ${method}.`);
    }
    const request = {
      url: new URL(url),
      method,
      headers,
      ...(body ? { body: String(body) } : {}),
      stallTimeout,
    } as const;
    const patience = AbortSignal.any([signal, AbortSignal.timeout(2 * stallTimeout)]);
    return openResponse(request, agents, patience, async (response) => {
      const bytes = await readBody(response, longestAnswer);
      const status = response.statusCode ?? 500;
      // What has no content may have no body either, by the standard of the web.
      const content = status === 204 || status === 304 ? null : new Uint8Array(bytes);
      return new Response(content, { status, headers: flatten(response.headers) });
    });
  };
}

function flatten(headers: IncomingHttpHeaders): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((each): [string, string] => [name, each]),
  );
}
