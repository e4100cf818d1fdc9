import { describe, expect, test } from 'vitest';
import { RestError } from '../../../../src/sample-warehouse/http/rest-error.ts';
import { likeMatcher } from '../../../../src/sample-warehouse/unity-catalog/match-like.ts';
import { cutPage, describePage, readPageRequest } from '../../../../src/sample-warehouse/unity-catalog/page.ts';

const items = ['a', 'b', 'c', 'd', 'e'];

function read(query: string) {
  return readPageRequest(new URLSearchParams(query));
}

function walk(query: string, limit: number): readonly (readonly string[])[] {
  const pages: (readonly string[])[] = [];
  let token: string | undefined = '';
  while (token !== undefined) {
    const page: { readonly items: readonly string[]; readonly nextToken?: string } = cutPage(
      items,
      read(`${query}&page_token=${token}`),
      limit,
      false,
    );
    pages.push(page.items);
    token = page.nextToken;
  }
  return pages;
}

describe('pages', () => {
  test('without max_results all comes at once', () => {
    expect(walk('', 2)).toEqual([items]);
  });

  test('0 is the length of the server', () => {
    expect(walk('max_results=0', 2)).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
  });

  test('more than the length of the server is cut to it, less is kept', () => {
    expect(walk('max_results=9', 3)).toEqual([
      ['a', 'b', 'c'],
      ['d', 'e'],
    ]);
    expect(walk('max_results=4', 9)).toEqual([['a', 'b', 'c', 'd'], ['e']]);
  });

  test('a page may be empty and not the last', () => {
    const empty = cutPage(items, read('max_results=2'), 2, true);
    expect(Object.keys(describePage('tables', empty))).toEqual(['next_page_token']);
    expect(cutPage(items, read(`max_results=2&page_token=${empty.nextToken}`), 2, false).items).toEqual(['a', 'b']);
  });

  test('an empty list has no keys at all', () => {
    expect(describePage('tables', cutPage([], read(''), 2, false))).toEqual({});
  });

  test.each(['max_results=-1', 'max_results=x', 'page_token=x'])('%s is refused', (query) => {
    expect(() => read(query)).toThrow(RestError);
  });
});

test.each([
  ['orders', 'ord%', true],
  ['orders', 'ORDERS', true],
  ['orders', 'order', false],
  ['orders', 'o_ders', true],
  ['a_b', 'a\\_b', true],
  ['axb', 'a\\_b', false],
  ['a.b', 'a.b', true],
  ['axb', 'a.b', false],
])('%s like %s is %s', (text, pattern, matches) => {
  expect(likeMatcher(pattern)(text)).toBe(matches);
});
