import { describe, expect, test } from 'vitest';
import { applyPanelEdit } from '../../../../src/extension/panel/apply-panel-edit.ts';
import { ReplicatorError } from '../../../../src/shared/errors.ts';

const text = `connection:   sample # ours
target: lake.duckdb
tables:
  - samples.tpch.region   # small
  - source: samples.tpch.customer
    transform: # on the way
      columns:
        c_name: { rename: name } # for people
      derive:
        is_rich: c_acctbal > 9000 # by our book
      filter: c_acctbal > 0
      dropDuplicates: [c_custkey]
`;
const region = { index: 0, source: 'samples.tpch.region' };
const customer = { index: 1, source: 'samples.tpch.customer' };

describe('edits of a transform', () => {
  test('the first one makes what it needs, the last one takes it along', () => {
    const edit = { kind: 'transformColumn', entry: region, column: 'r_name', key: 'cast' } as const;
    const set = applyPanelEdit(text, { ...edit, value: 'VARCHAR' });
    expect(set).toBe(
      text.replace(
        '- samples.tpch.region   # small\n',
        '- source: samples.tpch.region   # small\n    transform:\n      columns:\n        r_name:\n          cast: VARCHAR\n',
      ),
    );
    expect(applyPanelEdit(set, { ...edit, value: null })).toBe(
      text.replace('- samples.tpch.region', '- source: samples.tpch.region'),
    );
  });

  test('a setting of a column goes beside the others', () => {
    const edit = { kind: 'transformColumn', entry: customer, column: 'c_name' } as const;
    const cast = applyPanelEdit(text, { ...edit, key: 'cast', value: 'VARCHAR' });
    expect(cast).toBe(text.replace('{ rename: name }', '{ rename: name, cast: VARCHAR }'));
    const number = applyPanelEdit(text, { ...edit, key: 'default', value: '0' });
    expect(number).toContain('{ rename: name, default: 0 } # for people');
    const word = applyPanelEdit(text, { ...edit, key: 'default', value: '"0"' });
    expect(word).toContain('{ rename: name, default: "0" } # for people');
    const gone = applyPanelEdit(text, { kind: 'plainColumn', entry: customer, column: 'c_name' });
    expect(gone).not.toContain('columns:');
    expect(gone).toContain('is_rich: c_acctbal > 9000 # by our book');
  });

  test('derived columns come, change, are renamed, and go', () => {
    const edit = { kind: 'derive', entry: customer } as const;
    const added = applyPanelEdit(text, { ...edit, name: null, to: { name: 'half', expression: 'c_acctbal / 2' } });
    expect(added).toBe(text.replace('our book\n', 'our book\n        half: c_acctbal / 2\n'));
    const changed = applyPanelEdit(text, {
      ...edit,
      name: 'is_rich',
      to: { name: 'rich', expression: 'c_acctbal > 1' },
    });
    expect(changed).toBe(text.replace('is_rich: c_acctbal > 9000', 'rich: c_acctbal > 1'));
    expect(applyPanelEdit(text, { ...edit, name: 'is_rich', to: null })).not.toContain('derive');
    const again = { ...edit, name: null, to: { name: 'is_rich', expression: '1' } };
    expect(() => applyPanelEdit(text, again)).toThrow(ReplicatorError);
  });

  test('the filter is set and taken away', () => {
    const edit = { kind: 'transformFilter', entry: customer } as const;
    expect(applyPanelEdit(text, { ...edit, value: "c_name <> 'x: y'" })).toBe(
      text.replace('c_acctbal > 0', `"c_name <> 'x: y'"`),
    );
    expect(applyPanelEdit(text, { ...edit, value: null })).toBe(text.replace('      filter: c_acctbal > 0\n', ''));
  });

  test('duplicates are a list until an order is asked for', () => {
    const edit = { kind: 'dropDuplicates', entry: customer } as const;
    const list = applyPanelEdit(text, { ...edit, by: ['c_custkey', 'c_name'], orderBy: null });
    expect(list).toBe(text.replace('[c_custkey]', '[c_custkey, c_name]'));
    const ordered = applyPanelEdit(text, { ...edit, by: ['c_custkey'], orderBy: 'c_acctbal DESC' });
    expect(ordered).toBe(text.replace('[c_custkey]', '{ by: [c_custkey], orderBy: c_acctbal DESC }'));
    expect(applyPanelEdit(ordered, { ...edit, by: ['c_name'], orderBy: null })).toBe(
      text.replace('[c_custkey]', '{ by: [c_name] }'),
    );
    expect(applyPanelEdit(text, { ...edit, by: [], orderBy: null })).toBe(
      text.replace('      dropDuplicates: [c_custkey]\n', ''),
    );
  });
});

describe('edits of a transform at odd layouts', () => {
  const odd = `target: lake.duckdb
tables:
  - source: a.b.c
    transform:
      columns:
        2024: { cast: INT } # year
      derive:
        2025: a + 1 # next
      filter: |
        a > 1 -- positive only
        AND b > 2
      dropDuplicates:
        - a # one
        - b # two
`;
  const entry = { index: 0, source: 'a.b.c' };

  test('one digit of SQL of several lines', () => {
    const value = 'a > 0 -- positive only\nAND b > 2\n';
    expect(applyPanelEdit(odd, { kind: 'transformFilter', entry, value })).toBe(odd.replace('a > 1', 'a > 0'));
  });

  test('names that YAML reads as numbers', () => {
    const renamed = applyPanelEdit(odd, {
      kind: 'derive',
      entry,
      name: '2025',
      to: { name: 'x', expression: 'a + 1' },
    });
    expect(renamed).toBe(odd.replace('2025:', 'x:'));
    expect(applyPanelEdit(odd, { kind: 'plainColumn', entry, column: '2024' })).toBe(
      odd.replace('      columns:\n        2024: { cast: INT } # year\n', ''),
    );
    const again = { kind: 'derive', entry, name: null, to: { name: '2025', expression: 'b' } } as const;
    expect(() => applyPanelEdit(odd, again)).toThrow('There is already a derived column 2025.');
  });

  test('comments in a list of columns', () => {
    const edit = { kind: 'dropDuplicates', entry, orderBy: null } as const;
    expect(applyPanelEdit(odd, { ...edit, by: ['b', 'c'] })).toBe(
      odd.replace('        - a # one\n        - b # two\n', '        - b # two\n        - c\n'),
    );
    expect(() => applyPanelEdit(odd, { ...edit, by: ['a'], orderBy: 'b' })).toThrow(ReplicatorError);
  });
});

test('the spool and the volume are set for a table and for all', () => {
  const own = applyPanelEdit(text, { kind: 'keepSpool', entry: customer, keep: true });
  expect(own).toBe(`${text}    keepSpool: true\n`);
  expect(applyPanelEdit(own, { kind: 'keepSpool', entry: customer, keep: null })).toBe(text);
  expect(applyPanelEdit(text, { kind: 'keepSpool', entry: null, keep: true })).toContain(
    'defaults:\n  keepSpool: true\ntables:',
  );
  const volume = applyPanelEdit(text, { kind: 'table', entry: region, key: 'volume', value: '/Volumes/a/b/c' });
  expect(volume).toContain('  - source: samples.tpch.region   # small\n    volume: /Volumes/a/b/c\n');
  const without = applyPanelEdit(volume, { kind: 'withoutVolume', entry: region, without: true });
  expect(without).toBe(volume.replace('/Volumes/a/b/c', 'false'));
  expect(applyPanelEdit(without, { kind: 'withoutVolume', entry: region, without: false })).not.toContain('volume');
});

test('a batch is a number, a rate a text', () => {
  const batch = applyPanelEdit(text, { kind: 'limit', key: 'batch', value: '500' });
  expect(batch).toContain('limits:\n  batch: 500\n');
  expect(applyPanelEdit(batch, { kind: 'limit', key: 'bandwidth', value: '2MB/s' })).toContain(
    'limits:\n  batch: 500\n  bandwidth: 2MB/s\n',
  );
});
