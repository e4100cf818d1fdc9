import { expect, it } from 'vitest';
import type { SavedConnection } from '../../../../src/extension/connections/saved-connection.ts';
import { checkFreshness } from '../../../../src/extension/local/check-freshness.ts';
import { FreshnessBook } from '../../../../src/extension/local/freshness-book.ts';
import type { Freshness, TableOrigin } from '../../../../src/shared/local-file.ts';

const profile = (id: string): SavedConnection => ({ id, label: id, kind: 'profile', profile: id });
const origin: TableOrigin = {
  runId: 'r',
  source: 'a.s.t',
  host: 'h.example',
  begunAt: '2026-01-01T00:00:00Z',
  copiedAt: '2026-01-01T00:00:00Z',
  level: 'streaming',
  mode: 'replace',
  validation: 'counts',
  rows: 1,
  undoable: false,
};
const behind: Freshness = { target: 's.t', state: 'behind', reason: 'The source is at version 2, the copy at 1.' };

it('a connection that cannot be reached hides nothing of the others', async () => {
  const name = { schema: 's', table: 't' };
  const book = new FreshnessBook();
  const unreachable = new Error('unreachable');
  const report = await checkFreshness(
    {
      engine: { service: { checkFreshness: async () => [behind] } },
      connections: {
        list: () => [profile('away'), profile('there')],
        address: async (id) => {
          if (id === 'away') throw unreachable;
          return { id, label: 'h.example', host: 'h.example', httpPath: '', network: {} };
        },
      },
      files: {
        list: () => ['/x.duckdb'],
        describe: async (file) => {
          return { file, bytes: 1, schemas: ['s'], tables: [{ name, kind: 'table', columns: [], origin }] };
        },
      },
    },
    book,
    { unasked: true },
  );
  expect(report).toEqual({ checked: 1, behind: 1, errors: [unreachable] });
  expect(book.of('/x.duckdb', name)).toEqual(behind);
});
