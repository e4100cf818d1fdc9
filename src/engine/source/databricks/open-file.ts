import type { IncomingMessage } from 'node:http';
import type { Agents } from '../../../network/agents.ts';
import { openResponse } from '../../../network/open-response.ts';
import { readBody } from '../../../network/read-body.ts';
import { type ErrorCode, ReplicatorError } from '../../../shared/errors.ts';
import { toStorageError } from '../storage-error.ts';
import { toRestError } from './rest-errors.ts';

const longestError = 64 * 1024;
const mostRedirects = 3;

type Outcome<T> = { readonly value: T } | { readonly next: URL };

/**
 * Reads a file of the workspace, also where the workspace answers with the address of a storage. The token is for the
 * workspace alone: a storage is asked without it, and its address, which is a permission itself, stays out of every error.
 * @throws ReplicatorError `auth.*`, `network.*`, `source.*`, `run.cancelled`, and what `read` throws
 */
export async function openFile<T>(
  file: URL,
  token: string,
  options: { readonly headers: Readonly<Record<string, string>>; readonly stallTimeout: number },
  agents: Agents,
  signal: AbortSignal,
  read: (response: IncomingMessage) => Promise<T>,
): Promise<T> {
  let url = file;
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const own = url.origin === file.origin;
    const outgoing = {
      url,
      method: 'GET',
      headers: { ...options.headers, ...(own ? { authorization: `Bearer ${token}` } : {}) },
      stallTimeout: options.stallTimeout,
    } as const;
    const outcome = await openResponse(outgoing, agents, signal, async (response): Promise<Outcome<T>> => {
      const { statusCode: status = 0, headers } = response;
      if (status === 200 || status === 206) return { value: await read(response) };
      if (status >= 301 && status <= 308 && headers.location !== undefined) {
        response.resume();
        return { next: toAddress(headers.location, url) };
      }
      if (!own) {
        response.destroy();
        throw toStorageError(codeOf(status), { status, host: url.host, retryAfter: headers['retry-after'] });
      }
      const body = (await readBody(response, longestError)).toString('utf8');
      throw toRestError({ status, headers, body }, { path: file.pathname, now: Date.now() });
    });
    if ('value' in outcome) return outcome.value;
    url = outcome.next;
  }
  throw new ReplicatorError('source.protocol', `${file.host} sends on from one address to the next without an end.`);
}

function toAddress(location: string, from: URL): URL {
  const url = URL.parse(location, from.href);
  if (url?.protocol === 'https:') return url;
  throw new ReplicatorError('source.protocol', `${from.host} sends on to an address that is none of HTTPS.`);
}

/** Each attempt asks the workspace anew, so a link that ran out is worth another one. */
function codeOf(status: number): ErrorCode {
  if (status === 404) return 'source.notFound';
  return status === 429 || status === 503 ? 'source.busy' : 'network.unavailable';
}
