import { describe, expect, test } from 'vitest';
import { readOutline } from '../../../src/shared/document/outline.ts';
import { parseReplication } from '../../../src/shared/document/parse-replication.ts';
import { isKept, keepAllColumns, keepColumn, takeNewColumns } from '../../../webview/panel/models/columns.ts';
import { listEntries, otherDiagnostics, settingsOf } from '../../../webview/panel/models/entries.ts';
import { planTotals } from '../../../webview/panel/models/plan-totals.ts';
import { readSearchText, sourceOf, splitPatterns, wholePattern } from '../../../webview/panel/models/search-text.ts';
import { sentence } from '../../../webview/panel/models/sentence.ts';

describe('entries', () => {
  const text = `connection: sample
target: { file: a.duckdb, schema: "{catalog}_{schema}" }
tables:
  - samples.tpch.*
  - source: samples.tpch.\`a b\`
    target: main.{table}
    where: x > 1
    exclude: [y]
  - nonsense
limits: { memory: lots }
`;
  const outline = readOutline(text);
  const parsed = parseReplication(text);
  const diagnostics = parsed.ok ? [] : parsed.diagnostics;

  test('show where they go, wildcards included', () => {
    const entries = listEntries(outline, diagnostics);
    expect(entries.map(({ target }) => target)).toEqual(['samples_tpch.*', 'main.a b', '']);
    expect(entries.map(({ name }) => name?.table)).toEqual([undefined, 'a b', undefined]);
    expect(entries.map(settingsOf)).toEqual([[], ['without y', 'filter'], []]);
  });

  test('have their mistakes with them; the others are told apart', () => {
    const entries = listEntries(outline, diagnostics);
    expect(entries.map((entry) => entry.diagnostics.map(({ code }) => code))).toEqual([[], [], ['badName']]);
    expect(otherDiagnostics(outline, diagnostics).map(({ code }) => code)).toEqual(['badSize']);
  });
});

describe('columns', () => {
  const all = ['a', 'B', 'c'];

  test('leaving one out keeps those that come new', () => {
    const choice = keepColumn({ exclude: [] }, all, 'B', false);
    expect(choice).toEqual({ columns: null, exclude: ['B'] });
    expect(isKept({ exclude: ['b'] }, 'B')).toBe(false);
    expect(keepColumn({ exclude: ['b'] }, all, 'B', true)).toEqual(keepAllColumns());
  });

  test('keeping named ones only leaves out what comes new, in the order of the source', () => {
    const choice = takeNewColumns({ exclude: ['B'] }, all, false);
    expect(choice).toEqual({ columns: ['a', 'c'], exclude: [] });
    expect(keepColumn({ columns: ['c', 'a'], exclude: [] }, all, 'b', true)).toEqual({
      columns: ['a', 'B', 'c'],
      exclude: [],
    });
    expect(takeNewColumns({ columns: ['a', 'c'], exclude: [] }, all, true)).toEqual({ columns: null, exclude: ['B'] });
  });
});

describe('the search', () => {
  test.each([
    ['', { containing: '' }],
    ['sam', { containing: 'sam' }],
    ['samples.', { catalog: 'samples', containing: '' }],
    ['samples.tp', { catalog: 'samples', containing: 'tp' }],
    ['samples.tpch.line', { catalog: 'samples', schema: 'tpch', containing: 'line' }],
    ['samples.tpch.*', { catalog: 'samples', schema: 'tpch', containing: '' }],
    ['`my.cat`.`a', { catalog: 'my.cat', containing: 'a' }],
  ])('reads %j as where and what', (text, search) => expect(readSearchText(text)).toEqual(search));

  test('knows whole patterns', () => {
    expect(wholePattern('a.b')).toBeUndefined();
    expect(wholePattern('a.b.')).toBeUndefined();
    expect(wholePattern(' a.b.c* ')).toBe('a.b.c*');
    expect(wholePattern('a.b.`c d`')).toBe('a.b.`c d`');
  });

  test('writes what was found as the document wants it', () => {
    const name = { catalog: 'a', schema: 'b c', table: 'd`e' };
    expect(sourceOf({ kind: 'table', table: { name, kind: 'VIEW' } })).toBe('a.`b c`.`d``e`');
    expect(sourceOf({ kind: 'schema', catalog: 'a', name: 'b' })).toBe('a.b.*');
  });

  test('patterns stand between commas', () => {
    expect(splitPatterns(' a.b.c, a.b.`d, e` ,')).toEqual(['a.b.c', 'a.b.`d, e`']);
    expect(splitPatterns(' ')).toEqual([]);
  });
});

test('totals say what is known, and of how many tables it is not', () => {
  const table = {
    source: 'a.b.c',
    target: 'b.c',
    kind: 'MANAGED',
    level: 'streaming' as const,
    levelReason: '',
    mode: 'replace' as const,
    validation: 'counts' as const,
    slices: 1,
    columns: 1,
    losses: 0,
    warnings: [],
  };
  const limits = { tables: 1, downloads: 1, memoryBytes: 1, threads: 1, groupBytes: 1, sliceBytes: 1 };
  const plan = { createdAt: '', host: '', file: '', limits, refused: [], warnings: [], resumable: false };
  const known = { ...table, rows: 1500, bytes: 2e6, seconds: 12 };
  expect(planTotals({ ...plan, tables: [known] })).toBe('1 table, about 1,500 rows, 2.00 MB in the source, about 12 s');
  expect(planTotals({ ...plan, tables: [known, table] })).toContain('1 of unknown size');
  expect(planTotals({ ...plan, tables: [] })).toBe('0 tables');
});

test('sentences leave names as they are', () => {
  expect(sentence('tables is empty')).toBe('Tables is empty.');
  expect(sentence('limits.memory: “lots” is not a size')).toBe('limits.memory: “lots” is not a size.');
  expect(sentence('Done.')).toBe('Done.');
});
