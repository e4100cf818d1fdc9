import type { IncomingHttpHeaders } from 'node:http';
import type { FaultEffect, FaultSubject } from '../faults/fault-rule.ts';
import type { Reply } from './reply.ts';
import { RestError } from './rest-error.ts';

export interface WarehouseRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Segments of the path that the route's pattern names with `:name`. */
  readonly params: Readonly<Record<string, string>>;
  /** Faults that this request meets. */
  readonly effects: readonly FaultEffect[];
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
}

export interface Route {
  readonly method: string;
  /**
   * `/api/2.0/sql/statements/:statement/cancel`; a trailing slash of the request is not looked at. A last part `*name` takes
   * all that is left of the path, slashes included.
   */
  readonly pattern: string;
  /** Answers without a token. */
  readonly open?: boolean;
  subject(request: Omit<WarehouseRequest, 'effects' | 'signal'>): FaultSubject;
  handle(request: WarehouseRequest): Promise<Reply>;
}

/** The token that a request brings along. */
export function bearerToken(authorization: string | undefined): string | undefined {
  return /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
}

function segments(path: string): readonly string[] {
  return path.replace(/^\/|\/$/g, '').split('/');
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    throw new RestError(400, 'BAD_REQUEST', `Not a valid path segment: ${segment}`);
  }
}

function matchPattern(pattern: string, path: string): Readonly<Record<string, string>> | undefined {
  const wanted = segments(pattern);
  const given = segments(path);
  const rest = wanted.at(-1)?.startsWith('*') === true;
  if (rest ? given.length < wanted.length : given.length !== wanted.length) return undefined;
  const params: Record<string, string> = {};
  for (const [i, part] of wanted.entries()) {
    const segment = given[i] ?? '';
    if (part.startsWith('*')) params[part.slice(1)] = given.slice(i).map(decodeSegment).join('/');
    else if (part.startsWith(':')) params[part.slice(1)] = decodeSegment(segment);
    else if (part !== segment) return undefined;
  }
  return params;
}

export function findRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): { readonly route: Route; readonly params: Readonly<Record<string, string>> } | undefined {
  for (const route of routes) {
    const params = route.method === method ? matchPattern(route.pattern, path) : undefined;
    if (params !== undefined) return { route, params };
  }
  return undefined;
}

/** The body as a JSON object. @throws RestError 400 */
export function jsonBody(body: Buffer): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch (error) {
    const reason = error instanceof SyntaxError ? error.message : String(error);
    throw new RestError(400, 'MALFORMED_REQUEST', `Could not parse request object: ${reason}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new RestError(400, 'MALFORMED_REQUEST', 'Could not parse request object: expected an object.');
  }
  return value as Readonly<Record<string, unknown>>;
}
