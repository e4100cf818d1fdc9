import { expect, test } from 'vitest';
import { findStrangers, goBeside, strangerQuestion } from '../../../../src/extension/replicate/strangers.ts';
import { parseReplication } from '../../../../src/shared/document/parse-replication.ts';
import type { LocalFile, LocalTable } from '../../../../src/shared/local-file.ts';

function parse(tables: string) {
  const parsed = parseReplication(`connection: sample\ntarget: a.duckdb\ntables:\n${tables}`);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.diagnostics));
  return parsed.replication;
}

const stranger = (schema: string, table: string): LocalTable => ({
  name: { schema, table },
  kind: 'table',
  columns: [],
});
const fileWith = (...tables: readonly LocalTable[]): LocalFile => ({
  file: '/a.duckdb',
  bytes: 1,
  schemas: [],
  tables,
});

test('a table in the way that nobody copied, and a free name beside it', () => {
  const found = findStrangers(
    parse('- samples.tpch.Nation'),
    fileWith(stranger('tpch', 'nation'), stranger('samples_tpch', 'nation')),
  );
  expect(found).toEqual([
    {
      index: 0,
      source: { catalog: 'samples', schema: 'tpch', table: 'Nation' },
      target: { schema: 'tpch', table: 'nation' },
      kind: 'table',
      free: { schema: 'samples_tpch', table: 'Nation_2' },
    },
  ]);
  expect(strangerQuestion(found, 'a.duckdb').message).toBe(
    'a.duckdb has a table tpch.nation already, which was not copied from samples.tpch.Nation.',
  );
});

test('copies, other names, wildcards and entries that are switched off are in nobody’s way', () => {
  const origin = {
    runId: 'r',
    source: 'x.tpch.nation',
    host: 'h',
    begunAt: '2026-01-01T00:00:00Z',
    copiedAt: '2026-01-01T00:00:00Z',
    level: 'basic',
    mode: 'replace',
    validation: 'counts',
    rows: 1,
    undoable: false,
  } as const;
  const copy = { ...stranger('tpch', 'nation'), origin };
  expect(findStrangers(parse('- samples.tpch.nation'), fileWith(copy))).toEqual([]);
  const there = fileWith(stranger('tpch', 'nation'));
  expect(findStrangers(parse('- {source: samples.tpch.nation, target: a.b}'), there)).toEqual([]);
  expect(findStrangers(parse('- samples.tpch.*'), there)).toEqual([]);
  expect(findStrangers(parse('- {source: samples.tpch.nation, enabled: false}'), there)).toEqual([]);
});

test('a copy that goes beside it keeps all that its entry says', () => {
  const text = `connection: sample
target: a.duckdb
tables:
  - samples.tpch.region # small
  # of last year only
  - source: samples.tpch.orders
    where: o_orderdate >= '2025-01-01'
    columns: [o_orderkey, o_orderdate]
    mode: replace
    level: streaming
`;
  const parsed = parseReplication(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.diagnostics));
  const found = findStrangers(parsed.replication, fileWith(stranger('tpch', 'orders')));
  expect(goBeside(text, found)).toBe(`${text}    target: samples_tpch.orders\n`);
});
