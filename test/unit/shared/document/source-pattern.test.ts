import { expect, test } from 'vitest';
import { chooseRequest } from '../../../../src/shared/document/choose-request.ts';
import { parseName } from '../../../../src/shared/document/parse-name.ts';
import { parseReplication } from '../../../../src/shared/document/parse-replication.ts';
import { matchesPart } from '../../../../src/shared/document/source-pattern.ts';
import { fillTemplate } from '../../../../src/shared/document/target-template.ts';

test.each([
  ['*', 'anything', true],
  ['*', '', true],
  ['a*c', 'abc', true],
  ['a*c', 'ac', true],
  ['a*a', 'a', false],
  ['*b*', 'abc', true],
  ['*bc*b', 'abcb', true],
  ['*bc*cb', 'abcb', false],
  ['TMP_*', 'tmp_1', true],
  ['a.c', 'abc', false],
])('%s against %s', (pattern, name, expected) => {
  expect(matchesPart({ text: pattern, wild: true }, name)).toBe(expected);
});

test('a star in backticks is a letter', () => {
  const name = parseName('a.`*`.`x``.y`');
  expect(name).toEqual({
    parts: [
      { text: 'a', wild: false },
      { text: '*', wild: false },
      { text: 'x`.y', wild: false },
    ],
  });
  expect(matchesPart({ text: '*', wild: false }, 'b')).toBe(false);
});

const parsed = parseReplication(`connection: sample
target: a.duckdb
tables:
  - {source: s.t.orders, target: exact.orders}
  - {source: s.*.*, target: "wide.{table}"}
  - {source: s.t.*, target: "close.{table}"}
  - {source: "s.t.o*", target: "closer.{table}"}
  - {source: s.t.part, enabled: false}
exclude: [s.t.tmp*, s.t.orders]
`);

test.each([
  ['orders', 'exact.orders'],
  ['ORDERS', 'exact.orders'],
  ['other', 'closer.other'],
  ['lineitem', 'close.lineitem'],
  ['part', undefined],
  ['tmp_1', undefined],
])('one entry speaks for %s', (table, expected) => {
  if (!parsed.ok) throw new Error('the document should be sound');
  const name = { catalog: 's', schema: 't', table };
  const target = chooseRequest(parsed.replication, name)?.target;
  const filled = target && fillTemplate(target, name);
  expect(filled && `${filled.schema}.${filled.table}`).toBe(expected);
});

test('no entry, no table', () => {
  if (!parsed.ok) throw new Error('the document should be sound');
  expect(chooseRequest(parsed.replication, { catalog: 'x', schema: 't', table: 'orders' })).toBeUndefined();
});
