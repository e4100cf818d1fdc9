import type { z } from 'zod';
import { ReplicatorError } from '../../../shared/errors.ts';
import type { Page } from '../../../shared/page.ts';
import type { RestClient } from './rest-client.ts';

const root = '/api/2.1/unity-catalog';

/** In a row; a server that sends more of them is going round in circles. */
const mostEmptyPages = 100;

export interface PageRequest<Answer> {
  /** Below the root of Unity Catalog. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly after: string | undefined;
  readonly answer: z.ZodType<Answer>;
  readonly signal: AbortSignal;
}

/** The next page of a list of Unity Catalog that has something on it; one may be empty and still not the last. */
export async function readPage<Answer extends { next_page_token?: string | null | undefined }, Item>(
  rest: RestClient,
  { path, query, after, answer, signal }: PageRequest<Answer>,
  read: (answer: Answer) => readonly Item[],
): Promise<Page<Item>> {
  let token = after ?? '';
  for (let page = 0; page < mostEmptyPages; page += 1) {
    // Without max_results the server sends everything at once, which is slow and on its way out; 0 leaves it the choice.
    const paged = { ...query, max_results: '0', ...(token === '' ? {} : { page_token: token }) };
    const { value } = await rest.send({ method: 'GET', path: `${root}/${path}`, query: paged, answer, signal });
    const items = read(value);
    token = value.next_page_token ?? '';
    if (token === '') return { items };
    if (items.length > 0) return { items, next: token };
  }
  throw new ReplicatorError('source.protocol', `The list of ${path} goes on without an end.`);
}
