import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { draftName, draftText, nameOf, patternOf } from '../../../../src/extension/replicate/draft.ts';
import { parseReplication } from '../../../../src/shared/document/parse-replication.ts';
import { exactName } from '../../../../src/shared/document/source-pattern.ts';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const draft = {
  connection: { kind: 'sample' },
  file: '/project/a b.duckdb',
  tables: ['samples.tpch.lineitem'],
} as const;

test.each([
  { kind: 'sample' } as const,
  { kind: 'profile', name: 'prod: eu', caFile: '/etc/ca.pem' } as const,
  { kind: 'host', host: 'adb-1.2.azuredatabricks.net', httpPath: '/sql/1.0/warehouses/abc' } as const,
])('a draft is a document that means what was chosen: %o', (connection) => {
  const names = [
    { catalog: 'main', schema: 'my sales', table: 'a`b.c*' },
    { catalog: 'main', schema: 'true', table: '1' },
  ];
  const parsed = parseReplication(draftText({ ...draft, connection, tables: names.map(patternOf) }));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.diagnostics));
  expect(parsed.replication.connection).toEqual(connection);
  expect(parsed.replication.target.file).toBe('/project/a b.duckdb');
  expect(parsed.replication.tables.map(({ source }) => exactName(source))).toEqual(names);
});

test('a schema and a catalog become wildcards', () => {
  expect(patternOf({ catalog: 'main', schema: 's' })).toBe('main.s.*');
  expect(patternOf({ catalog: 'main' })).toBe('main.*.*');
});

test('the same tables into the same file have the same draft, in whatever order', () => {
  const [one, other] = [
    ['a.b.c', 'a.b.d'],
    ['a.b.d', 'a.b.c'],
  ].map((tables) => draftName({ ...draft, tables }, digest));
  expect(one).toBe(other);
  expect(one).toMatch(/^a\.b\.c-and-1-more-[0-9a-f]{8}\.replication\.yaml$/);
  expect(draftName({ ...draft, file: '/b.duckdb' }, digest)).not.toBe(draftName(draft, digest));
});

test('the name of the file is one, whatever the table is called', () => {
  const name = draftName({ ...draft, tables: [patternOf({ catalog: '../x', schema: 'a/b', table: 'c d' })] }, digest);
  expect(name).not.toMatch(/[/\\` ]/);
});

test('a draft for one copy keeps its name', () => {
  const target = nameOf({ schema: 'my sales', table: 'o`rders' });
  const tables = [{ source: 'main.sales.orders', target }];
  const parsed = parseReplication(draftText({ connection: { kind: 'sample' }, file: '/a.duckdb', tables }));
  expect(parsed.ok && parsed.replication.tables[0]?.target).toEqual({ schema: 'my sales', table: 'o`rders' });
});
