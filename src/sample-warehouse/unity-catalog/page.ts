import { RestError } from '../http/rest-error.ts';

export interface PageRequest {
  /** Absent: everything at once; 0: the server's own page length. */
  readonly maxResults?: number;
  readonly offset: number;
}

function refuse(message: string): never {
  throw new RestError(400, 'INVALID_PARAMETER_VALUE', message);
}

/** The offset that a page token stands for. @throws RestError 400 */
export function readToken(token: string): number {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  return /^\d{1,15}$/.test(text) ? Number(text) : refuse('Invalid page token.');
}

/** @throws RestError 400 */
export function readPageRequest(query: URLSearchParams): PageRequest {
  const text = query.get('max_results');
  const token = query.get('page_token');
  const offset = token === null || token === '' ? 0 : readToken(token);
  if (text === null || text === '') return { offset };
  const maxResults = Number(text);
  if (!Number.isSafeInteger(maxResults)) refuse('max_results must be an integer.');
  if (maxResults < 0) refuse('maxResults must be greater than or equal to 0');
  return { maxResults, offset };
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken?: string;
}

function tokenOf(offset: number): string {
  return Buffer.from(String(offset)).toString('base64url');
}

/**
 * The items of a page, and the token of the next one where there is more to come. `empty` gives a page without items that
 * is not the last one, as the real server sometimes does.
 */
export function cutPage<T>(items: readonly T[], request: PageRequest, limit: number, empty: boolean): Page<T> {
  const { offset, maxResults } = request;
  if (empty) return { items: [], nextToken: tokenOf(offset) };
  const length = maxResults === undefined ? Number.POSITIVE_INFINITY : Math.min(maxResults || limit, limit);
  const page = items.slice(offset, offset + length);
  const end = offset + page.length;
  return end < items.length ? { items: page, nextToken: tokenOf(end) } : { items: page };
}

/** A list as the server sends it: keys of what is empty are absent. */
export function describePage<T>(key: string, page: Page<T>) {
  return {
    ...(page.items.length === 0 ? {} : { [key]: page.items }),
    ...(page.nextToken === undefined ? {} : { next_page_token: page.nextToken }),
  };
}
