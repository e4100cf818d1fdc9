import { expect, test } from 'vitest';
import { addTable, applyEdit, removeEntry, setScalar } from '../../../../src/shared/document/edit.ts';

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
  expect(changed).toContain('  enabled: true # for now\n  where: k > 1\n');
  expect(changed).toContain('# what we copy\n');
  expect(changed).toContain('- a.b.c # the first\n');
});

test('a table is added at the end, one with settings as a mapping', () => {
  const once = applyEdit(text, addTable(text, 'a.b.e'));
  expect(once.endsWith('  enabled: true # for now\n- a.b.e\n')).toBe(true);
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
