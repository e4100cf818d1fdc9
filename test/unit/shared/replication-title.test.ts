import { expect, test } from 'vitest';
import { parseReplication } from '../../../src/shared/document/parse-replication.ts';
import { replicationTitle } from '../../../src/shared/replication-title.ts';

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
