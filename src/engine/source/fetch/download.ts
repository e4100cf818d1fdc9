import type { IncomingMessage } from 'node:http';
import type { Agents } from '../../../network/agents.ts';
import { openResponse } from '../../../network/open-response.ts';
import { type ErrorCode, ReplicatorError } from '../../../shared/errors.ts';
import type { ChunkLocation } from '../source.ts';
import { toStorageError } from '../storage-error.ts';

export type Link = Extract<ChunkLocation, { kind: 'link' }>;

export interface DownloadOptions {
  /** Milliseconds without a byte after which the download is given up. */
  readonly stallTimeout: number;
  /** Bytes; a longer body is broken off. */
  readonly longest: number;
  /** May hold the response back. */
  readonly pace: (response: IncomingMessage) => void;
  /** Where the bytes go: at least so many, which may be more. */
  allocate(length: number): ArrayBufferLike;
}

/**
 * The bytes behind a link of the storage. The link itself is the permission: it gets its own headers and never our token.
 * @throws ReplicatorError `source.linkExpired`, `source.busy`, `network.*`, `integrity.payload`, `run.cancelled`
 */
export async function download(
  link: Link,
  agents: Agents,
  options: DownloadOptions,
  signal: AbortSignal,
): Promise<Buffer> {
  const url = new URL(link.url);
  const { stallTimeout } = options;
  return openResponse({ url, method: 'GET', headers: link.headers, stallTimeout }, agents, signal, async (response) => {
    const status = response.statusCode ?? 0;
    if (status === 200) {
      options.pace(response);
      return readPayload(response, options);
    }
    response.destroy();
    throw toStorageError(codeOf(status), { status, host: url.host, retryAfter: response.headers['retry-after'] });
  });
}

/** Storage says 403 for a link that ran out, some say 400 or 401; 404 where the file has gone. */
function codeOf(status: number): ErrorCode {
  if ([400, 401, 403, 404, 410].includes(status)) return 'source.linkExpired';
  if (status === 429 || status === 503) return 'source.busy';
  return status === 408 || status >= 500 ? 'network.unavailable' : 'source.protocol';
}

/** Into one buffer of the announced length: several times as fast as collecting parts. */
async function readPayload(response: IncomingMessage, { longest, allocate }: DownloadOptions): Promise<Buffer> {
  const announced = response.headers['content-length'];
  const length = announced === undefined ? undefined : Number(announced);
  if (length !== undefined && length > longest) throw tooLong(longest);
  if (length === undefined) return readParts(response, longest, allocate);
  const buffer = Buffer.from(allocate(length), 0, length);
  let filled = 0;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  response.on('data', (part: Buffer) => {
    if (filled + part.length > length) {
      reject(tooLong(length));
      return;
    }
    part.copy(buffer, filled);
    filled += part.length;
  });
  response.on('end', resolve);
  response.resume();
  await promise;
  if (filled !== length) {
    throw new ReplicatorError('integrity.payload', `A download ended after ${filled} of ${length} bytes.`, {
      facts: { filled, length },
    });
  }
  return buffer;
}

async function readParts(
  response: IncomingMessage,
  longest: number,
  allocate: DownloadOptions['allocate'],
): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  // Not by iterating: a response that is iterated cannot be held back.
  response.on('data', (part: Buffer) => {
    length += part.length;
    if (length > longest) reject(tooLong(longest));
    else parts.push(part);
  });
  response.on('end', resolve);
  response.resume();
  await promise;
  const buffer = Buffer.from(allocate(length), 0, length);
  let filled = 0;
  for (const part of parts) filled += part.copy(buffer, filled);
  return buffer;
}

function tooLong(limit: number): ReplicatorError {
  return new ReplicatorError('integrity.payload', `A download is longer than ${limit} bytes.`, { facts: { limit } });
}
