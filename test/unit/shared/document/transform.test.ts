import { expect, test } from 'vitest';
import type { Diagnostic } from '../../../../src/shared/document/diagnostic.ts';
import { parseReplication } from '../../../../src/shared/document/parse-replication.ts';

const head = 'connection: sample\ntarget: lake.duckdb\n';

function mistakes(text: string): readonly string[] {
  const parsed = parseReplication(text);
  return (parsed.ok ? parsed.warnings : parsed.diagnostics).map(line);
}

function line(d: Diagnostic): string {
  const hint = d.expected === undefined ? '' : ` (${d.expected})`;
  return `${d.line}:${d.column} ${d.code} ${d.message}${hint}`;
}

function read(text: string) {
  const parsed = parseReplication(text);
  if (!parsed.ok) throw new Error(parsed.diagnostics.map(line).join('\n'));
  return parsed.replication;
}

test('a transform is read as it is written', () => {
  const { tables } = read(`${head}tables:
  - source: samples.tpch.customer
    level: pandas
    transform:
      columns: # by column name
        c_name: { rename: name }
        c_acctbal: { cast: DOUBLE, default: 0 }
        c_phone: { expression: "replace(c_phone, '-', '')" }
        c_comment: { default: "" }
      derive:
        is_rich: c_acctbal > 9000
      filter: c_acctbal > 0
      dropDuplicates: { by: [c_custkey], orderBy: c_acctbal DESC }
`);
  expect(tables[0]?.level).toBe('pandas');
  expect(tables[0]?.transform).toEqual({
    columns: {
      c_name: { rename: 'name' },
      c_acctbal: { cast: 'DOUBLE', default: 0 },
      c_phone: { expression: "replace(c_phone, '-', '')" },
      c_comment: { default: '' },
    },
    derive: { is_rich: 'c_acctbal > 9000' },
    filter: 'c_acctbal > 0',
    dropDuplicates: { by: ['c_custkey'], orderBy: 'c_acctbal DESC' },
  });
});

test('duplicates may be a list of columns, and a column may have any name', () => {
  const { tables } = read(
    `${head}tables: [{source: a.b.c, transform: {columns: {__proto__: {cast: INT}}, dropDuplicates: [k]}}]\n`,
  );
  expect(tables[0]?.transform?.dropDuplicates).toEqual({ by: ['k'] });
  expect(Object.entries(tables[0]?.transform?.columns ?? {})).toEqual([['__proto__', { cast: 'INT' }]]);
});

test('all mistakes of a transform are told at once', () => {
  expect(
    mistakes(`${head}tables:
  - source: a.b.c
    transform:
      colums: { a: { cast: INT } }
      columns:
        a: { rename: "" }
        b: { type: INT }
        c: {}
        d: { default: 12345678901234567890 }
      derive: { e: 1 }
      filter: true
      dropDuplicates: { by: [a, A], order: b }
`),
  ).toEqual([
    '6:7 unknownKey tables[0].transform has no key “colums” (did you mean “columns”?)',
    '8:22 wrongType tables[0].transform.columns.a.rename is an empty text (the name of the column in the copy)',
    '9:14 unknownKey tables[0].transform.columns.b has no key “type” (one of expression, cast, default, rename)',
    '10:12 badValue tables[0].transform.columns.c is empty (at least one of expression, cast, default, rename)',
    '11:23 badValue tables[0].transform.columns.d.default cannot be written as a number without losing digits (the number in quotes)',
    '12:20 wrongType tables[0].transform.derive.e is the number 1 (an expression in DuckDB SQL; numbers and the like in quotes)',
    '13:15 wrongType tables[0].transform.filter is the boolean true (a condition in DuckDB SQL, such as c_acctbal > 0)',
    '14:33 duplicate the column A stands in tables[0].transform.dropDuplicates.by twice',
    '14:37 unknownKey tables[0].transform.dropDuplicates has no key “order” (one of by, orderBy)',
  ]);
});

test('two columns of the copy cannot have one name, whatever its letter case', () => {
  expect(
    mistakes(`${head}tables:
  - source: a.b.c
    columns: [a, b, c, z]
    transform:
      columns:
        a: { rename: B }
        b: { cast: INT }
        A: { cast: INT }
        c: { rename: new }
      derive:
        NEW: a + 1
        Z: a + 2
        other: a + 3
`),
  ).toEqual([
    '9:9 duplicate a column called b is in line 8 already; letter case does not tell names apart (another name)',
    '10:9 duplicate the column A is already transformed in line 8 (one entry per column)',
    '13:9 duplicate a column called NEW is in line 11 already; letter case does not tell names apart (another name)',
    '14:9 duplicate a column called Z is copied as it is already; letter case does not tell names apart (another name)',
  ]);
});

test('names may change places', () => {
  const swap = '{columns: {a: {rename: b}, b: {rename: a}}, derive: {c: a}}';
  expect(mistakes(`${head}tables: [{source: a.b.c, transform: ${swap}}]\n`)).toEqual([]);
});

test('columns that are not copied cannot be transformed', () => {
  const transform = 'transform: {columns: {K: {cast: INT}, v: {cast: INT}}}';
  expect(mistakes(`${head}tables:\n  - {source: a.b.c, columns: [k], ${transform}}\n`)).toEqual([
    '4:73 badValue the column v is transformed, but this entry does not copy it (one of those in columns)',
  ]);
  expect(mistakes(`${head}tables:\n  - {source: a.b.c, exclude: [k], ${transform}}\n`)).toEqual([
    '4:57 badValue the column K is transformed, but this entry does not copy it (a column that exclude does not name)',
  ]);
});

test('a transform needs one table and the level pandas, wherever the level comes from', () => {
  const expected = 'level: pandas, or auto, which then chooses it';
  expect(mistakes(`${head}tables:\n  - {source: a.b.c, level: basic, transform: {filter: k > 1}}\n`)).toEqual([
    `4:46 wrongLevel tables[0].transform is what the level pandas does; the level here is basic (${expected})`,
  ]);
  const inherited = `${head}defaults: {level: streaming}\ntables:\n  - {source: a.b.*, transform: {filter: k > 1}}\n`;
  expect(mistakes(inherited)).toEqual([
    '5:32 badValue tables[0].transform speaks of the columns of one table, and this entry has wildcards (an entry of its own for each table that is transformed)',
    `5:32 wrongLevel tables[0].transform is what the level pandas does; the level here is streaming (${expected})`,
  ]);
  expect(mistakes(inherited.replace('a.b.*', 'a.b.c, level: auto'))).toEqual([]);
});
