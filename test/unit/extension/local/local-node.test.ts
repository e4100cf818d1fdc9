import { expect, it } from 'vitest';
import { describeDrop } from '../../../../src/extension/local/describe-drop.ts';
import { describeLocalTable, summarizeLocalTable } from '../../../../src/extension/local/describe-local-node.ts';
import { FreshnessBook, mayBeSource, originHosts } from '../../../../src/extension/local/freshness-book.ts';
import { generateLocalSelect } from '../../../../src/extension/local/generate-local-sql.ts';
import {
  type LocalFileNode,
  localNodeId,
  schemaNodes,
  tableNodes,
} from '../../../../src/extension/local/local-node.ts';
import type { LocalFile, LocalTable } from '../../../../src/shared/local-file.ts';

const copy: LocalTable = {
  name: { schema: 'tpch', table: 'lineitem' },
  kind: 'table',
  rows: 6_001_215,
  bytes: 250_000_000,
  columns: [
    { name: 'l_orderkey', type: 'BIGINT' },
    { name: 'order', type: 'VARCHAR' },
  ],
  origin: {
    runId: 'r1',
    source: 'samples.tpch.lineitem',
    host: 'adb-1.azuredatabricks.net',
    version: 9,
    begunAt: '2026-01-02T03:04:05.000Z',
    copiedAt: '2026-01-02T03:04:05.000Z',
    level: 'streaming',
    mode: 'replace',
    validation: 'counts',
    rows: 6_001_215,
    undoable: true,
  },
};
const own: LocalTable = { name: { schema: 'main', table: 'b' }, kind: 'table', rows: 1, columns: [] };
const view: LocalTable = { name: { schema: 'tpch', table: 'A10' }, kind: 'view', columns: [] };
const file: LocalFile = { file: '/d/replica.duckdb', bytes: 1, schemas: ['main', 'tpch'], tables: [copy, view] };
const node: LocalFileNode = { kind: 'localFile', file: file.file, isTarget: true };

it('leaves out the schema that is always there while there is nothing in it', () => {
  expect(schemaNodes(node, file)).toMatchObject([{ kind: 'localSchema', schema: 'tpch' }]);
  expect(schemaNodes(node, { ...file, tables: [own] })).toMatchObject([{ schema: 'main' }, { schema: 'tpch' }]);
  expect(schemaNodes(node, { ...file, schemas: ['main'], tables: [] })).toMatchObject([{ text: 'No tables yet' }]);
});

it('lists tables and views of a schema by name', () => {
  const schema = { kind: 'localSchema', file: file.file, schema: 'tpch' } as const;
  expect(tableNodes(schema, file)).toMatchObject([{ table: { name: { table: 'A10' } } }, { table: copy }]);
  expect(tableNodes({ ...schema, schema: 'none' }, file)).toMatchObject([{ kind: 'empty' }]);
});

it('tells files with the same name apart', () => {
  expect(localNodeId(node)).not.toBe(localNodeId({ ...node, file: '/e/replica.duckdb' }));
});

it('says of a copy where it came from, and of one that is behind that it is', () => {
  const behind = {
    target: 'tpch.lineitem',
    state: 'behind',
    reason: 'The source is at version 12, the copy at 9.',
  } as const;
  const { facts, warning } = describeLocalTable(copy, behind);
  expect(Object.fromEntries(facts)).toMatchObject({
    Rows: '6,001,215',
    'Copy of': 'samples.tpch.lineitem',
    From: 'adb-1.azuredatabricks.net',
    Version: '9',
    'Validated by': 'row counts',
  });
  expect(warning).toBe(behind.reason);
  expect(summarizeLocalTable(copy, behind)).toBe('behind · 6,001,215 rows · 250 MB');
  expect(describeLocalTable(own, undefined)).not.toHaveProperty('warning');
});

it('keeps what was found out until something is written', () => {
  const book = new FreshnessBook();
  const fresh = { target: 'tpch.lineitem', state: 'fresh', reason: 'Version 9 on both sides.' } as const;
  book.note(file.file, [fresh]);
  book.note(file.file, [{ ...fresh, target: 'tpch.orders' }]);
  expect(book.of(file.file, copy.name)).toEqual(fresh);
  expect(book.of('/other', copy.name)).toBeUndefined();
  book.forget(file.file);
  expect(book.of(file.file, copy.name)).toBeUndefined();
});

it('asks only connections that copies may have come from', () => {
  const hosts = originHosts(file);
  const host = {
    id: '1',
    label: 'l',
    kind: 'host',
    host: 'adb-1.azuredatabricks.net',
    httpPath: '',
    signIn: 'token',
  } as const;
  expect(mayBeSource(host, hosts)).toBe(true);
  expect(mayBeSource({ ...host, host: 'adb-2.azuredatabricks.net' }, hosts)).toBe(false);
  expect(mayBeSource({ id: 'sample', label: 'Sample warehouse', kind: 'sample' }, hosts)).toBe(false);
  expect(mayBeSource({ id: 'p', label: 'p', kind: 'profile', profile: 'p' }, hosts)).toBe(true);
  expect(mayBeSource({ id: 'p', label: 'p', kind: 'profile', profile: 'p' }, new Set())).toBe(false);
});

it('asks before it drops with the rows and the file', () => {
  expect(describeDrop([{ file: file.file, table: copy }])).toEqual({
    question: 'Drop the table tpch.lineitem with 6,001,215 rows?',
    detail: 'From the file /d/replica.duckdb.\n\nThis cannot be undone; the data can be copied from Databricks again.',
  });
  const several = describeDrop([
    { file: file.file, table: copy },
    { file: file.file, table: own },
  ]);
  expect(several.question).toBe('Drop 2 tables and views?');
  expect(several.detail).toContain('tpch.lineitem with 6,001,215 rows\nmain.b with 1 row');
  expect(several.detail).toMatch(/This cannot be undone\.$/);
});

it('writes a SELECT for DuckDB', () => {
  expect(generateLocalSelect(copy)).toBe('SELECT\n  l_orderkey,\n  "order"\nFROM tpch.lineitem\nLIMIT 100;\n');
});
