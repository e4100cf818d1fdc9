import { randomUUID } from 'node:crypto';
import type { RestError } from './rest-error.ts';

/** An answer before it is sent; a file, or `length` bytes of it from `start` on, is streamed from disk. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | { readonly path: string; readonly length: number; readonly start?: number };
}

export function json(value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: Buffer.from(JSON.stringify(value)),
  };
}

export function errorReply(error: RestError): Reply {
  const { status, errorCode, message, details, headers } = error;
  return json({ error_code: errorCode, message, ...(details === undefined ? {} : { details }) }, status, headers);
}

export function requestDetail(): unknown {
  return { '@type': 'type.googleapis.com/google.rpc.RequestInfo', request_id: randomUUID(), serving_data: '' };
}
