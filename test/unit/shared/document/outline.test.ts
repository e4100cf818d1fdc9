import { expect, test } from 'vitest';
import { readOutline } from '../../../../src/shared/document/outline.ts';

test('an outline shows what is written, with the lines of each entry', () => {
  const outline = readOutline(`connection: {profile: dev}
target: {file: lake.duckdb, schema: "{catalog}"}
defaults: {validate: aggregates}
limits: {tables: 2, memory: 2GB}
tables:
  - a.b.* # all
  - source: a.b.c
    columns: [x, y]
    where: x > 1
    enabled: false
exclude: [a.b.d]
`);
  expect(outline).toMatchObject({
    form: 'current',
    connection: 'profile dev',
    target: { file: 'lake.duckdb', schema: '{catalog}' },
    defaults: { validate: 'aggregates' },
    limits: { tables: '2', memory: '2GB' },
    exclude: ['a.b.d'],
  });
  expect(outline.tables).toEqual([
    { source: 'a.b.*', exclude: [], enabled: true, lines: { first: 6, last: 6 } },
    {
      source: 'a.b.c',
      columns: ['x', 'y'],
      exclude: [],
      where: 'x > 1',
      enabled: false,
      lines: { first: 7, last: 10 },
    },
  ]);
});

test('what is wrong is shown as far as it can be read', () => {
  const outline = readOutline('connection: 7\ntarget: [1]\ntables:\n  - a.b\n  - {level: quick}\n  -\n');
  expect(outline).toMatchObject({ form: 'current', connection: '7', target: {} });
  expect(outline.tables.map(({ source, level }) => [source, level])).toEqual([
    ['a.b', undefined],
    ['', 'quick'],
    ['', undefined],
  ]);
});

test('text that is no YAML has no outline, and the older form is known', () => {
  expect(readOutline('tables: [').form).toBe('broken');
  expect(readOutline('just words').form).toBe('broken');
  expect(readOutline('').form).toBe('current');
  const older = readOutline(
    'global: {duckdb_path: a.duckdb}\ntables:\n  - source: {catalog: a, schema: b, table: c}\n',
  );
  expect(older.form).toBe('older');
  expect(older.tables[0]?.source).toBe('a.b.c');
});

test('an outline shows what is done with the rows of a table, sound or not', () => {
  const outline = readOutline(`defaults: { keepSpool: true, volume: /Volumes/a/b/c }
limits: { bandwidth: 2MB/s, batch: 500 }
tables:
  - source: a.b.c
    keepSpool: false
    transform:
      columns:
        x: { cast: INT, default: "0" }
        y: [1]
      derive: { z: x + 1, w: }
      filter: x > 1
      dropDuplicates: { by: [x], orderBy: y DESC }
  - { source: a.b.d, transform: { dropDuplicates: [x, y] } }
  - { source: a.b.e, transform: nonsense }
  - { source: a.b.f, transform: &t { filter: k > 1 } }
  - { source: a.b.g, transform: *t }
`);
  expect(outline.defaults).toEqual({ keepSpool: true, volume: '/Volumes/a/b/c' });
  expect(outline.limits).toEqual({ bandwidth: '2MB/s', batch: '500' });
  expect(outline.tables[0]?.keepSpool).toBe(false);
  expect(outline.tables.map(({ transform }) => transform)).toEqual([
    {
      columns: [{ name: 'x', cast: 'INT', default: '"0"' }, { name: 'y' }],
      derive: [
        { name: 'z', expression: 'x + 1' },
        { name: 'w', expression: '' },
      ],
      filter: 'x > 1',
      dropDuplicates: { by: ['x'], orderBy: 'y DESC' },
    },
    { columns: [], derive: [], dropDuplicates: { by: ['x', 'y'] } },
    undefined,
    { columns: [], derive: [], filter: 'k > 1' },
    { columns: [], derive: [], filter: 'k > 1' },
  ]);
});

test('what an alias repeats is shown like what is written', () => {
  const { tables, defaults } = readOutline(`defaults: &d { level: pandas, keepSpool: false }
tables:
  - source: a.b.c
    where: &w k > 1
    columns: &names [k, &v v]
    transform:
      columns: &c { v: &e { cast: &cast INT, default: &zero 0 } }
      derive: { x: *w }
      filter: *w
      dropDuplicates: { by: *names, orderBy: *v }
  - source: a.b.d
    where: *w
    columns: *names
    exclude: [*v]
    transform: { columns: *c, dropDuplicates: *names }
  - source: a.b.e
    transform: { columns: { k: *e, w: { cast: *cast, default: *zero } } }
`);
  const v = { name: 'v', cast: 'INT', default: '0' };
  expect(defaults).toEqual({ level: 'pandas', keepSpool: false });
  expect(tables[0]?.transform).toEqual({
    columns: [v],
    derive: [{ name: 'x', expression: 'k > 1' }],
    filter: 'k > 1',
    dropDuplicates: { by: ['k', 'v'], orderBy: 'v' },
  });
  expect(tables[1]).toMatchObject({ where: 'k > 1', columns: ['k', 'v'], exclude: ['v'] });
  expect(tables[1]?.transform).toEqual({ columns: [v], derive: [], dropDuplicates: { by: ['k', 'v'] } });
  expect(tables[2]?.transform?.columns).toEqual([
    { ...v, name: 'k' },
    { ...v, name: 'w' },
  ]);
});
