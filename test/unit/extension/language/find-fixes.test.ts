import { describe, expect, it } from 'vitest';
import { type Fix, findFixes } from '../../../../src/extension/language/find-fixes.ts';
import { applyEdit } from '../../../../src/shared/document/edit.ts';
import { parseReplication } from '../../../../src/shared/document/parse-replication.ts';

/** The fixes of the first mistake. */
function fixes(text: string): readonly Fix[] {
  const parsed = parseReplication(text);
  const [first] = parsed.ok ? parsed.warnings : parsed.diagnostics;
  if (first === undefined) throw new Error('There is no mistake in the document.');
  const lines = text.split('\n').slice(0, first.line - 1);
  return findFixes(text, first, lines.join('\n').length + (first.line > 1 ? 1 : 0) + first.column - 1);
}

function fixed(text: string, choose: (fix: Fix) => boolean = ({ preferred }) => preferred): string | undefined {
  const fix = fixes(text).find(choose);
  return fix && applyEdit(text, fix.edit);
}

const head = 'connection: sample # nothing to sign in to\ntarget: lake.duckdb\n';

describe('findFixes', () => {
  it.each([
    ['a mistyped key', `${head}tabels: [a.b.c]\n`, `${head}tables: [a.b.c]\n`],
    [
      'a mistyped key of an entry',
      `${head}tables:\n  - source: a.b.c\n    colums: [k]\n`,
      `${head}tables:\n  - source: a.b.c\n    columns: [k]\n`,
    ],
    ['a key that means nothing', `${head}tables: [a.b.c]\nzzzzzz: 1\n`, `${head}tables: [a.b.c]\n`],
    [
      'a mistyped word',
      `${head}defaults: { level: streeming }\ntables: [a.b.c]\n`,
      `${head}defaults: { level: streaming }\ntables: [a.b.c]\n`,
    ],
    [
      'a mode that is not available',
      `${head}defaults: { mode: merge }\ntables: [a.b.c]\n`,
      `${head}defaults: { mode: replace }\ntables: [a.b.c]\n`,
    ],
    ['no tables', head, `${head}tables:\n  - samples.tpch.*\n`],
    [
      'a missing target',
      'connection: sample\ntables: [a.b.c]\n',
      'connection: sample\ntarget: lake.duckdb\ntables: [a.b.c]\n',
    ],
    [
      'a missing path',
      `connection: { host: a.b }\ntarget: x.duckdb\ntables: [a.b.c]\n`,
      `connection: { host: a.b, httpPath: /sql/1.0/warehouses/ID }\ntarget: x.duckdb\ntables: [a.b.c]\n`,
    ],
    ['a second entry for a table', `${head}tables:\n  - a.b.c\n  - a.b.C\n`, `${head}tables:\n  - a.b.c\n`],
    [
      'a key without effect',
      'global:\n  duckdb_path: x\n  log_level: INFO\ntables:\n  - source: { catalog: a, schema: b, table: c }\n',
      'global:\n  duckdb_path: x\ntables:\n  - source: { catalog: a, schema: b, table: c }\n',
    ],
  ])('mends %s, and nothing else', (_, text, expected) => {
    expect(fixed(text)).toBe(expected);
  });

  it('offers the level that a setting needs, in the entry that has it', () => {
    const spool = `${head}tables:\n  - source: a.b.c # all\n    level: basic # small\n    keepSpool: true\n`;
    expect(fixes(spool).map(({ title }) => title)).toEqual(['Remove “keepSpool”', 'Set the level to parquet']);
    expect(fixed(spool, ({ preferred }) => !preferred)).toBe(spool.replace('basic', 'parquet'));
    const transform = `${head}defaults: { level: streaming }\ntables:\n  - source: a.b.c\n    transform:\n      filter: k > 1\n`;
    expect(fixes(transform).map(({ title }) => title)).toEqual(['Set the level to pandas', 'Set the level to auto']);
    expect(fixed(transform, () => true)).toBe(`${transform}    level: pandas\n`);
    const flow = `${head}tables:\n  - { source: a.b.c, level: basic, transform: { filter: k > 1 } }\n`;
    expect(fixed(flow, ({ title }) => title.endsWith('auto'))).toBe(flow.replace('basic', 'auto'));
  });

  it('offers no level where another level mends nothing', () => {
    const wildcards = `${head}tables: [{ source: a.b.*, transform: { filter: k > 1 } }]\n`;
    expect(fixes(wildcards)).toEqual([]);
    const empty = `${head}tables: [{ source: a.b.c, transform: {} }]\n`;
    expect(fixes(empty)).toEqual([]);
    const both = `${head}tables:\n  - { source: a.b.c, keepSpool: true, transform: { filter: k > 1 } }\n`;
    expect(fixes(both).map(({ title }) => title)).toEqual(['Remove “keepSpool”']);
  });

  it('offers nothing that would change other entries too', () => {
    const shared = `${head}tables:\n  - &t { source: a.b.c, colums: [k] }\n  - { source: a.b.d, transform: *t }\n`;
    expect(fixes(shared)).toEqual([]);
  });

  it('puts a number that stands for a text in quotes', () => {
    const text = `${head}tables:\n  - source: a.b.c\n    transform:\n      derive:\n        one: 1 # always\n`;
    expect(fixed(text)).toBe(text.replace(': 1 ', ': "1" '));
    const exact = `${head}tables: [{ source: a.b.c, transform: { columns: { k: { default: 12345678901234567890 } } } }]\n`;
    expect(fixed(exact)).toBe(exact.replace('12345678901234567890', '"12345678901234567890"'));
  });

  it('offers rates for a number', () => {
    const text = `${head}limits: { bandwidth: 2MB }\ntables: [a.b.c]\n`;
    expect(fixes(text).map(({ title }) => title)).toEqual(['Change to “2kB/s”', 'Change to “2MB/s”']);
  });

  it('never takes a table out for a name that stands twice within it', () => {
    const text = `${head}tables: [{ source: a.b.c, transform: { dropDuplicates: [k, K] } }]\n`;
    expect(fixes(text)).toEqual([]);
  });

  it('takes a secret out, and says that another place is needed for it', () => {
    const text = `connection:\n  host: a.b\n  httpPath: /sql/1.0/warehouses/1\n  token: dapi123 # mine\ntarget: x.duckdb\ntables: [a.b.c]\n`;
    const [first, second] = fixes(text);
    expect(first).toMatchObject({ signIn: true, preferred: true });
    expect(second?.signIn).toBeUndefined();
    expect(fixed(text)).toBe(
      'connection:\n  host: a.b\n  httpPath: /sql/1.0/warehouses/1\ntarget: x.duckdb\ntables: [a.b.c]\n',
    );
  });

  it('offers every word that is allowed', () => {
    const text = `${head}defaults: { validate: nothing }\ntables: [a.b.c]\n`;
    expect(fixes(text).map(({ title }) => title)).toEqual(['Change to “counts”', 'Change to “aggregates”']);
  });

  it('offers units for a number', () => {
    const text = `${head}limits: { memory: 2000 }\ntables: [a.b.c]\n`;
    expect(fixes(text).map(({ title }) => title)).toEqual(['Change to “2000MB”', 'Change to “2000GB”']);
    expect(fixed(text, ({ title }) => title.includes('MB'))).toBe(
      `${head}limits: { memory: 2000MB }\ntables: [a.b.c]\n`,
    );
  });

  it('offers all that is missing in an empty document', () => {
    expect(fixes('').map(({ title }) => title)).toEqual([
      'Add “connection: sample”',
      'Add “target: lake.duckdb”',
      'Add “tables: samples.tpch.*”',
    ]);
  });

  it('offers nothing where the text is not YAML', () => {
    expect(fixes('connection: [\n')).toEqual([]);
  });
});
