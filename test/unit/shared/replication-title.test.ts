import { expect, test } from 'vitest';
import { parseReplication } from '../../../src/shared/document/parse-replication.ts';
import { planTitle, replicationTitle } from '../../../src/shared/replication-title.ts';

const titleOf = (tables: string) => {
  const parsed = parseReplication(`connection: sample\ntarget: a.duckdb\ntables:\n${tables}`);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.diagnostics));
  return replicationTitle(parsed.replication);
};

test.each([
  ['- a.b.c', 'a.b.c'],
  ['- a.b.*', 'a.b.*'],
  ['- a.b.c\n- a.b.d', '2 entries of a.b'],
  ['- a.b.c\n- a.x.d\n- a.x.e', 'a.b.c and 2 more'],
  ['- a.b.c\n- {source: a.x.d, enabled: false}', 'a.b.c'],
  ['- a.b.`c.d`\n- a.b.`e.f`', '2 entries of a.b'],
])('%s', (tables, title) => {
  expect(titleOf(tables)).toBe(title);
});

test('a plan counts its tables, dots in their names and refused ones included', () => {
  const error = { code: 'auth.forbidden', message: '', facts: {}, subject: {} } as const;
  const refused = [
    { source: 'a.b.denied', error },
    { source: 'a.b.with.dots', error },
  ];
  expect(planTitle({ tables: [], refused })).toBe('2 tables of a.b');
  expect(planTitle({ tables: [], refused: [...refused, { source: 'a.c.d', error }] })).toBe('a.b.denied and 2 more');
});
