import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  addTable,
  applyEdit,
  type DocumentPath,
  removeEntry,
  renameKey,
  setValue,
  type TextEdit,
} from '../../../../src/shared/document/edit.ts';
import type { Value } from '../../../../src/shared/document/written-value.ts';

/** An entry with this transform, and things around it that no edit may touch. */
const around = (transform: string): string =>
  `# ours\ntarget:   lake.duckdb # here\ntables:\n  - source: a.b.c # one\n    transform:${transform}    level:   pandas # why\n\n  # the last\n  - a.b.d\n`;
const transform: DocumentPath = ['tables', 0, 'transform'];
const filter: DocumentPath = [...transform, 'filter'];
const duplicates: DocumentPath = [...transform, 'dropDuplicates'];
const column = (name: string): DocumentPath => [...transform, 'columns', name];

const set = (path: DocumentPath, value: Value) => (text: string) => setValue(text, path, value);
const remove = (path: DocumentPath) => (text: string) => removeEntry(text, path);
const rename = (path: DocumentPath, name: string) => (text: string) => renameKey(text, path, name);

const several = 'a > 0 -- positive only\nAND b > 2\n';

type Case = readonly [what: string, before: string, edit: (text: string) => TextEdit, after: string];
const cases: readonly Case[] = [
  [
    'a block of several lines stays one',
    '\n      filter: | # both\n        a > 1 -- positive only\n        AND b > 2\n      # next\n      derive: { d: a }\n',
    set(filter, several),
    '\n      filter: | # both\n        a > 0 -- positive only\n        AND b > 2\n      # next\n      derive: { d: a }\n',
  ],
  [
    'a block without its last break',
    '\n      filter: |-\n          a > 1\n\n          AND b > 2\n',
    set(filter, 'a > 0\n\nAND b > 2'),
    '\n      filter: |-\n          a > 0\n\n          AND b > 2\n',
  ],
  [
    'a folded block of several lines',
    '\n      filter: >\n        a > 1\n\n        AND b > 2\n',
    set(filter, 'a > 0\nAND b > 2\n'),
    '\n      filter: |\n        a > 0\n        AND b > 2\n',
  ],
  [
    'a line in place of a block, before a comment',
    '\n      filter: |\n        a > 1\n      # about d\n      derive: { d: a }\n',
    set(filter, 'a > 0'),
    '\n      filter: a > 0\n      # about d\n      derive: { d: a }\n',
  ],
  [
    'a line in place of a block, before a key',
    '\n      filter: > # why\n        a > 1\n        AND b > 2\n      derive:   { d: a }\n',
    set(filter, 'a > 0'),
    '\n      filter: a > 0 # why\n      derive:   { d: a }\n',
  ],
  [
    'a block goes with its lines',
    '\n      filter: |\n        a > 1\n        AND b > 2\n      # about d\n      derive: { d: a }\n',
    remove(filter),
    '\n      # about d\n      derive: { d: a }\n',
  ],
  [
    'a number as a key is set within',
    '\n      columns:\n        2024: { cast: INT } # year\n        true: { cast: INT }\n',
    set([...column('2024'), 'cast'], 'BIGINT'),
    '\n      columns:\n        2024: { cast: BIGINT } # year\n        true: { cast: INT }\n',
  ],
  [
    'a number as a key gets another setting',
    '\n      columns:\n        2024: # year\n          cast: INT\n',
    set([...column('2024'), 'rename'], 'year'),
    '\n      columns:\n        2024: # year\n          cast: INT\n          rename: year\n',
  ],
  [
    'a truth as a key is taken away',
    '\n      columns:\n        2024: { cast: INT } # year\n        true: { cast: INT }\n',
    remove(column('true')),
    '\n      columns:\n        2024: { cast: INT } # year\n',
  ],
  [
    'a number as a key is taken out of braces',
    '\n      columns: { 2024: { cast: INT },  a: { cast: INT } }\n',
    remove(column('2024')),
    '\n      columns: { a: { cast: INT } }\n',
  ],
  [
    'a number as a key gets another name',
    '\n      derive:\n        2024: a + 1 # year\n',
    rename([...transform, 'derive', '2024'], '2025'),
    '\n      derive:\n        "2025": a + 1 # year\n',
  ],
  [
    'an empty transform is filled',
    ' # to come\n      # soon\n',
    set(filter, 'a > 0'),
    ' # to come\n      filter: a > 0\n      # soon\n',
  ],
  [
    'a transform of null is filled',
    ' null   # to come\n',
    set([...column('a'), 'cast'], 'INT'),
    '   # to come\n      columns:\n        a:\n          cast: INT\n',
  ],
  [
    'an empty filter is filled',
    '\n      filter: # none yet\n',
    set(filter, 'a > 0'),
    '\n      filter: a > 0 # none yet\n',
  ],
  [
    'an empty key in braces is filled',
    ' { filter: , derive: { d: a } }\n',
    set(filter, 'a > 0'),
    ' { filter: a > 0 , derive: { d: a } }\n',
  ],
  ['~ is replaced', '\n      filter: ~ # none yet\n', set(filter, 'a > 0'), '\n      filter: a > 0 # none yet\n'],
  [
    'an item goes out of a list in lines',
    '\n      dropDuplicates: # by\n        # first\n        - a # one\n        # second\n        - b # two\n        - -5 # three\n',
    set(duplicates, ['a', '-5']),
    '\n      dropDuplicates: # by\n        # first\n        - a # one\n        # second\n        - -5 # three\n',
  ],
  [
    'an item comes to a list in lines',
    '\n      dropDuplicates:\n      - a # one\n      - b # two\n',
    set(duplicates, ['a', 'b', 'c: d']),
    '\n      dropDuplicates:\n      - a # one\n      - b # two\n      - "c: d"\n',
  ],
  [
    'another order of a list without comments',
    '\n      dropDuplicates: # by: these\n        - a\n        - b\n',
    set([...transform, 'other'], 1),
    '\n      dropDuplicates: # by: these\n        - a\n        - b\n      other: 1\n',
  ],
  [
    'a list in lines turned around',
    '\n      dropDuplicates:\n        - a\n        - b\n      filter: x\n',
    set(duplicates, ['b', 'a']),
    '\n      dropDuplicates: [b, a]\n      filter: x\n',
  ],
  [
    'an alias gives way to a value of its own',
    '\n      derive: { d: &e a + 1, f: *e } # both\n',
    set([...transform, 'derive', 'f'], 'a + 2'),
    '\n      derive: { d: &e a + 1, f: a + 2 } # both\n',
  ],
  [
    'an alias is taken away',
    '\n      derive:\n        d: &e a + 1\n        f: *e # too\n',
    remove([...transform, 'derive', 'f']),
    '\n      derive:\n        d: &e a + 1\n',
  ],
  [
    'an anchor that nothing repeats goes',
    '\n      derive:\n        d: &e a + 1\n        f: b\n',
    remove([...transform, 'derive', 'd']),
    '\n      derive:\n        f: b\n',
  ],
  [
    'comments above what goes stay',
    '\n      # small ones\n      filter: a > 1 # this goes\n      derive: { d: a }\n',
    remove(filter),
    '\n      # small ones\n      derive: { d: a }\n',
  ],
];

describe('at odd layouts, nothing but what is meant is touched', () => {
  test.each(cases)('%s', (_, before, edit, after) => {
    const text = around(before);
    expect(applyEdit(text, edit(text))).toBe(around(after));
    expect(() => parse(around(after))).not.toThrow();
  });

  test.each(cases)('%s, with the line breaks of Windows', (_, before, edit, after) => {
    const text = around(before).replaceAll('\n', '\r\n');
    expect(applyEdit(text, edit(text)).replaceAll('\r\n', '\n')).toBe(around(after));
  });
});

const shared = around('\n      filter: &f a > 1\n      columns: &c { a: &a { cast: INT } }\n').concat(
  '  - source: a.b.e\n    transform: &t { filter: *f, columns: *c }\n  - source: a.b.f\n    transform: *t\n',
);
const other: DocumentPath = ['tables', 2, 'transform'];

test.each<readonly [string, (text: string) => TextEdit, string]>([
  ['an anchor that is used is taken away', remove(filter), 'What filter says is used in line 13 too'],
  ['what is around it is taken away', remove(['tables', 0]), 'What entry 1 says is used in line 13 too'],
  ['an anchor that is used is changed', set(filter, 'a > 0'), 'What filter says is used in line 13 too'],
  [
    'something within it is changed',
    set([...column('a'), 'cast'], 'BIGINT'),
    'What columns says is used in line 13 too',
  ],
  ['something is added within it', set([...column('b'), 'cast'], 'INT'), 'What columns says is used in line 13 too'],
  ['something within it gets another name', rename(column('a'), 'b'), 'What columns says is used in line 13 too'],
  [
    'a transform for two tables is changed',
    set([...other, 'filter'], 'x'),
    'What transform says is used in line 15 too',
  ],
  [
    'something within an alias is taken away',
    remove(['tables', 3, 'transform', 'filter']),
    'What transform says can only',
  ],
  ['something within an alias is set', set(['tables', 3, 'transform', 'filter'], 'x'), 'What transform says can only'],
  [
    'something within an alias gets another name',
    rename([...other, 'columns', 'a'], 'b'),
    'What columns says can only',
  ],
])('%s: refused', (_, edit, message) => {
  expect(() => edit(shared)).toThrow(message);
});

test.each([
  ['in lines', '\n      dropDuplicates:\n        - a # one\n        - b\n'],
  ['in brackets', '\n      dropDuplicates: [\n        a, # one\n        b ]\n'],
])('a list %s whose comments would be lost is not turned around', (_, layout) => {
  const edit = set(duplicates, ['b', 'a']);
  expect(() => edit(around(layout))).toThrow('What dropDuplicates says has comments in between');
});

test.each<readonly [string, (text: string) => TextEdit]>([
  ['setting', set(filter, 'x')],
  ['taking away', remove(filter)],
  ['renaming', rename(filter, 'x')],
  ['adding', (text) => addTable(text, 'a.b.e')],
])('%s is refused in a text with a key that stands there twice', (_, edit) => {
  const twice = around('\n      filter: a\n      filter: b\n');
  expect(() => edit(twice)).toThrow('Line 7 has a key that stands there twice; it has to be mended in the text first.');
});
