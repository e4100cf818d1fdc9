import { expect, test } from 'vitest';
import { draftText, nameOf, patternOf } from '../../../../src/extension/replicate/draft.ts';
import { sourceOfOrigin } from '../../../../src/extension/replicate/source-of-origin.ts';
import { parseReplication } from '../../../../src/shared/document/parse-replication.ts';

test('dots beyond the second belong to the table', () => {
  expect(sourceOfOrigin({ source: 'main.sales.a.b' })).toEqual({ catalog: 'main', schema: 'sales', table: 'a.b' });
});

test('a draft for one copy keeps its name', () => {
  const source = patternOf(sourceOfOrigin({ source: 'main.sales.orders' }));
  const target = nameOf({ schema: 'my sales', table: 'o`rders' });
  const connection = { kind: 'sample' } as const;
  const parsed = parseReplication(draftText({ connection, file: '/a.duckdb', tables: [{ source, target }] }));
  expect(parsed.ok && parsed.replication.tables[0]?.target).toEqual({ schema: 'my sales', table: 'o`rders' });
});
