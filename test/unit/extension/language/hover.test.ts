import { describe, expect, it } from 'vitest';
import { findHover, tableMarkdown, targetOf } from '../../../../src/extension/language/hover.ts';
import { findTargetFile, outline } from '../../../../src/extension/language/outline.ts';

function hover(marked: string) {
  const offset = marked.indexOf('|');
  return findHover(marked.slice(0, offset) + marked.slice(offset + 1), offset);
}

const text = `connection: sample
target: { file: lake.duckdb, schema: "{catalog}_{schema}" }
tables:
  - samples.tpch.*
  - source: samples.tpch.lineitem
    target: facts.lines
exclude: [samples.tpch.region]
`;

describe('findHover', () => {
  it('says what keys and values mean', () => {
    expect(hover('li|mits: {}')?.meaning).toBe('How much of the machine and of the network a run may take.');
    expect(hover('limits:\n  mem|ory: 2GB')?.meaning).toContain('Memory that a run may take');
    expect(hover('limits:\n  memory: 2|GB')?.meaning).toContain('Memory that a run may take');
    expect(hover('tables:\n  - source: a.b.c\n    wh|ere: x')?.meaning).toContain('Databricks SQL');
    expect(hover('global:\n  duckdb_|path: x')?.meaning).toContain('DuckDB file');
  });

  it('says what a level is for, and what becomes of a transformed column', () => {
    const entry = 'tables:\n  - source: a.b.c\n    ';
    expect(hover(`${entry}lev|el: pandas`)?.meaning).toContain('parquet: Large tables');
    expect(hover(`${entry}transform:\n      columns:\n        c_na|me: { cast: INT }`)?.meaning).toContain(
      'expression, cast, default, then the name',
    );
    expect(hover(`${entry}transform:\n      derive:\n        x: a + |1`)?.meaning).toContain('DuckDB SQL');
    expect(hover(`${entry}transform:\n      drop|Duplicates: [k]`)?.meaning).toContain('one is kept');
    expect(hover('limits: { band|width: 2MB/s }')?.meaning).toContain('per second');
  });

  it('names the table under the cursor', () => {
    const source = { catalog: 'samples', schema: 'tpch', table: 'lineitem' };
    expect(hover('tables:\n  - samples.tp|ch.lineitem')?.table).toEqual(source);
    expect(hover('tables:\n  - source: samples.tp|ch.lineitem')?.table).toEqual(source);
    expect(hover('exclude: [samples.tp|ch.lineitem]')?.table).toEqual(source);
    expect(hover('tables:\n  - samples.tp|ch.*')?.table).toBeUndefined();
    expect(hover('tables:\n  - source: samples.tpch.lineitem\n    where: l_ord|er > 1')?.table).toBeUndefined();
  });

  it('says nothing of blanks, comments and unknown keys', () => {
    expect(hover('target: |')).toBeUndefined();
    expect(hover('# conn|ection')).toBeUndefined();
    expect(hover('nonsense|: 1')).toBeUndefined();
  });
});

it('tells the name that a table gets', () => {
  expect(targetOf(text, { catalog: 'samples', schema: 'tpch', table: 'nation' })).toBe('samples_tpch.nation');
  expect(targetOf(text, { catalog: 'samples', schema: 'tpch', table: 'lineitem' })).toBe('facts.lines');
  expect(targetOf(text, { catalog: 'samples', schema: 'tpch', table: 'region' })).toBeUndefined();
  expect(targetOf('tables: [', { catalog: 'a', schema: 'b', table: 'c' })).toBeUndefined();
});

it('writes a table as Markdown, whatever its names hold', () => {
  const markdown = tableMarkdown(
    {
      name: { catalog: 'a', schema: 'b', table: 'c_*' },
      kind: 'VIEW',
      owner: 'me@x',
      comment: 'See [this](command:evil)\nand that',
      columns: Array.from({ length: 30 }, (_, index) => ({
        name: `k|${index}`,
        type: index === 1 ? 'struct<`a|b`: int>' : 'int',
        nullable: true,
      })),
      partitionColumns: [],
      primaryKey: ['k|0'],
      filtered: false,
      properties: {},
    },
    'b.c',
  );
  expect(markdown).toContain('**a\\.b\\.c\\_\\*** → `b.c`');
  expect(markdown).toContain('View · owned by me@x');
  expect(markdown).toContain('See \\[this\\]\\(command:evil\\) and that');
  expect(markdown).toContain('| k\\|0 🔑 | `int` |  |');
  expect(markdown).toContain('| k\\|1 | `` struct<`a\\|b`: int> `` |  |');
  expect(markdown).toContain('… and 5 more columns');
});

it('outlines sections and tables', () => {
  const found = outline(text);
  expect(found.map(({ name }) => name)).toEqual(['connection', 'target', 'tables', 'exclude']);
  expect(found[2]?.children.map(({ name, detail }) => `${name} ${detail}`.trim())).toEqual([
    'samples.tpch.*',
    'samples.tpch.lineitem → facts.lines',
  ]);
  expect(outline('tables:\n  - source: { catalog: a, schema: b }\n')[0]?.children[0]?.name).toBe('a.b.…');
  expect(outline('')).toEqual([]);
});

it('finds the target file', () => {
  expect(findTargetFile(text)).toEqual({ file: 'lake.duckdb', start: 35, end: 46 });
  expect(findTargetFile('target: "a b.duckdb"')).toEqual({ file: 'a b.duckdb', start: 8, end: 20 });
  expect(findTargetFile('global: { duckdb_path: x.duckdb }')?.file).toBe('x.duckdb');
  expect(findTargetFile('target: 5')).toBeUndefined();
});
