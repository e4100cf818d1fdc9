import { expect, test } from 'vitest';
import {
  addTable,
  applyEdit,
  removeEntry,
  renameKey,
  setScalar,
  setValue,
} from '../../../../src/shared/document/edit.ts';
import { ReplicatorError } from '../../../../src/shared/errors.ts';

const text = `# what we copy
connection:   sample   # later: prod
target: "lake.duckdb"

limits: {tables: 2,   downloads: 4}
tables:
- a.b.c     # the first
- source:   a.b.d
  enabled: true   # for now
`;

test('a changed value touches nothing but itself', () => {
  expect(setScalar(text, ['limits', 'tables'], 8)).toEqual({ start: 92, end: 93, text: '8' });
  const changed = applyEdit(text, setScalar(text, ['tables', 1, 'enabled'], false));
  expect(changed).toBe(text.replace('enabled: true ', 'enabled: false '));
});

test('quotes stay, and text that needs them gets them', () => {
  expect(applyEdit(text, setScalar(text, ['target'], 'other.duckdb'))).toBe(text.replace('lake', 'other'));
  expect(applyEdit(text, setScalar(text, ['tables', 0], 'true'))).toContain('- "true"     # the first');
});

test('a new key is added, and comments stay', () => {
  const changed = applyEdit(text, setScalar(text, ['tables', 1, 'where'], 'k > 1'));
  expect(changed).toBe(`${text}  where: k > 1\n`);
});

test('a table is added at the end, one with settings as a mapping', () => {
  const once = applyEdit(text, addTable(text, 'a.b.e'));
  expect(once.endsWith('  enabled: true   # for now\n- a.b.e\n')).toBe(true);
  const twice = applyEdit(once, addTable(once, 'a.b.f', { level: 'streaming' }));
  expect(twice.endsWith('- a.b.e\n- source: a.b.f\n  level: streaming\n')).toBe(true);
});

test('an empty document gets its first table', () => {
  expect(applyEdit('', addTable('', 'a.b.c'))).toBe('tables:\n  - a.b.c\n');
});

test('an entry is removed', () => {
  const changed = applyEdit(text, removeEntry(text, ['tables', 0]));
  expect(changed).not.toContain('a.b.c');
  expect(changed).toContain('# what we copy');
});

test('a table that is only a name becomes a mapping when it gets a setting', () => {
  const changed = applyEdit(text, setValue(text, ['tables', 0, 'where'], "x = 'a: b'"));
  expect(changed).toBe(
    text.replace('- a.b.c     # the first\n', `- source: a.b.c     # the first\n  where: "x = 'a: b'"\n`),
  );
  expect(applyEdit(text, setValue(text, ['tables', 0, 'source'], 'x.y.*'))).toBe(text.replace('a.b.c', 'x.y.*'));
});

test('lists and mappings are written in place', () => {
  const columns = applyEdit(text, setValue(text, ['tables', 1, 'columns'], ['a', 'b c', 'd, e']));
  expect(columns).toBe(`${text}  columns: [a, b c, "d, e"]\n`);
  const fewer = applyEdit(columns, setValue(columns, ['tables', 1, 'columns'], ['a']));
  expect(fewer).toBe(`${text}  columns: [a]\n`);
  expect(applyEdit(text, setValue(text, ['connection'], { profile: 'dev' }))).toBe(
    text.replace('sample ', '{ profile: dev } '),
  );
});

test('what stays of a list in lines stays, and so does what follows', () => {
  const before = 'tables:\n  - source: a.b.c\n    columns:\n      - x # one\n      - y\n\n# end\nexclude: [a.b.d]\n';
  const changed = applyEdit(before, setValue(before, ['tables', 0, 'columns'], ['y']));
  expect(changed).toBe('tables:\n  - source: a.b.c\n    columns:\n      - y\n\n# end\nexclude: [a.b.d]\n');
});

test('a section that is not there yet goes before the tables, and exclude after them', () => {
  expect(applyEdit(text, setValue(text, ['defaults', 'validate'], 'aggregates'))).toBe(
    text.replace('tables:\n', 'defaults:\n  validate: aggregates\ntables:\n'),
  );
  expect(applyEdit(text, setValue(text, ['exclude'], ['a.b.z']))).toBe(`${text}exclude: [a.b.z]\n`);
  expect(applyEdit(text, setValue(text, ['limits', 'threads'], 8))).toBe(
    text.replace('downloads: 4}', 'downloads: 4, threads: 8}'),
  );
});

test('an entry goes with its line and nothing else; what is empty then goes too', () => {
  expect(applyEdit(text, removeEntry(text, ['tables', 0]))).toBe(text.replace('- a.b.c     # the first\n', ''));
  expect(applyEdit(text, removeEntry(text, ['tables', 1, 'enabled']))).toBe(
    text.replace('  enabled: true   # for now\n', ''),
  );
  expect(applyEdit(text, removeEntry(text, ['tables', 1, 'where']))).toBe(text);
  const one = 'target: a.duckdb\nlimits:\n  tables: 2 # few\ntables:\n  - a.b.c\n';
  expect(applyEdit(one, removeEntry(one, ['limits', 'tables']))).toBe('target: a.duckdb\ntables:\n  - a.b.c\n');
});

test('windows line ends stay', () => {
  const before = 'tables:\r\n  - a.b.c # one\r\n  - a.b.d\r\n';
  expect(applyEdit(before, setValue(before, ['tables', 0, 'where'], 'x'))).toContain(
    '- source: a.b.c # one\n    where: x\r\n',
  );
  expect(applyEdit(before, removeEntry(before, ['tables', 0]))).toBe('tables:\r\n  - a.b.d\r\n');
});

test('what a value is in is made with it', () => {
  const path = ['tables', 1, 'transform', 'columns', 'c: d', 'cast'];
  const once = applyEdit(text, setValue(text, path, 'DOUBLE'));
  expect(once).toBe(`${text}  transform:\n    columns:\n      "c: d":\n        cast: DOUBLE\n`);
  const twice = applyEdit(once, setValue(once, ['tables', 1, 'transform', 'columns', 'c: d', 'default'], 0));
  expect(twice).toBe(`${once}        default: 0\n`);
  const more = applyEdit(twice, setValue(twice, ['tables', 1, 'transform', 'filter'], 'x > 1'));
  expect(more).toBe(`${twice}    filter: x > 1\n`);
  expect(applyEdit(more, removeEntry(more, ['tables', 1, 'transform', 'filter']))).toBe(twice);
});

test('a table that is only a name takes what is deep within it too', () => {
  expect(applyEdit(text, setValue(text, ['tables', 0, 'transform', 'filter'], 'x > 1'))).toBe(
    text.replace('- a.b.c     # the first\n', '- source: a.b.c     # the first\n  transform:\n    filter: x > 1\n'),
  );
});

test('the last thing within a mapping takes the mapping along', () => {
  const deep = `${text}  transform:\n    columns:\n      c: # odd\n        cast: INT\n`;
  expect(applyEdit(deep, removeEntry(deep, ['tables', 1, 'transform', 'columns', 'c', 'cast']))).toBe(text);
});

test('within braces only the entry goes', () => {
  const flow =
    'tables:\n  - source:   a.b.c   # odd  spaces\n    transform: { filter: x > 1,  derive: { "a b": 1 + 1, c: d } }\n';
  const less = applyEdit(flow, removeEntry(flow, ['tables', 0, 'transform', 'filter']));
  expect(less).toBe(flow.replace('filter: x > 1,  ', ''));
  expect(applyEdit(flow, removeEntry(flow, ['tables', 0, 'transform', 'derive', 'c']))).toBe(
    flow.replace(', c: d', ''),
  );
  const more = applyEdit(flow, setValue(flow, ['tables', 0, 'transform', 'derive', 'e, f'], 'g'));
  expect(more).toBe(flow.replace('c: d }', 'c: d, "e, f": g }'));
});

test('a value takes the place of nothing', () => {
  const empty = 'tables:\n  - source: a.b.c\n    transform: # to come\n    level: pandas\n';
  const changed = applyEdit(empty, setValue(empty, ['tables', 0, 'transform', 'filter'], 'x > 1'));
  expect(changed).toContain('filter: x > 1');
  expect(changed).toContain('level: pandas');
});

test('a key gets another name where it stands', () => {
  const named = `${text}  transform:\n    derive:\n      one: 1 + 1 # first\n      two: 2 + 2\n`;
  const path = ['tables', 1, 'transform', 'derive', 'one'];
  expect(applyEdit(named, renameKey(named, path, 'uno: 1'))).toBe(named.replace('one:', '"uno: 1":'));
  expect(applyEdit(named, renameKey(named, [...path.slice(0, -1), 'three'], 'x'))).toBe(named);
});

test('what lists and mappings hold is written within them', () => {
  const path = ['tables', 1, 'transform', 'dropDuplicates'];
  const list = applyEdit(text, setValue(text, path, ['a', 'b c']));
  expect(list).toBe(`${text}  transform:\n    dropDuplicates: [a, b c]\n`);
  expect(applyEdit(list, setValue(list, path, { by: ['a'], orderBy: 'b, c DESC' }))).toBe(
    `${text}  transform:\n    dropDuplicates: { by: [a], orderBy: "b, c DESC" }\n`,
  );
});

test.each(['transform: nonsense', 'transform: *t', 'transform: [1]'])('nothing is set within %s', (line) => {
  const before = `tables:\n  - { source: a.b.c, transform: &t { filter: x > 1 } }\n  - source: a.b.d\n    ${line}\n`;
  const set = (): unknown => setValue(before, ['tables', 1, 'transform', 'filter'], 'y > 1');
  expect(set).toThrow(ReplicatorError);
});
