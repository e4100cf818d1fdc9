import { expect, test } from 'vitest';
import type { Diagnostic } from '../../../../src/shared/document/diagnostic.ts';
import { parseReplication } from '../../../../src/shared/document/parse-replication.ts';

function mistakes(text: string): readonly string[] {
  const parsed = parseReplication(text);
  return (parsed.ok ? parsed.warnings : parsed.diagnostics).map(line);
}

function line(d: Diagnostic): string {
  const hint = d.expected === undefined ? '' : ` (${d.expected})`;
  return `${d.line}:${d.column}-${d.endLine}:${d.endColumn} ${d.code} ${d.message}${hint}`;
}

test('fills in every default', () => {
  const parsed = parseReplication('connection: sample\ntarget: lake.duckdb\ntables: [samples.tpch.*]\n');
  expect(parsed).toEqual({
    ok: true,
    warnings: [],
    replication: {
      connection: { kind: 'sample' },
      target: { file: 'lake.duckdb', name: { schema: '{schema}', table: '{table}' } },
      limits: { tables: 4, downloads: 4, groupBytes: 1_000_000_000, sliceBytes: 4_000_000_000, batchRows: 10_000 },
      exclude: [],
      tables: [
        {
          source: {
            catalog: { text: 'samples', wild: false },
            schema: { text: 'tpch', wild: false },
            table: { text: '*', wild: true },
          },
          target: { schema: '{schema}', table: '{table}' },
          excludeColumns: [],
          level: 'auto',
          mode: 'replace',
          validate: 'counts',
          enabled: true,
        },
      ],
    },
  });
});

test('an entry overrides the defaults and the template', () => {
  const parsed = parseReplication(
    [
      'connection: {host: "https://h.example:8443/", httpPath: sql/1.0/warehouses/ab}',
      'target: {file: a.duckdb, schema: "{catalog}"}',
      'defaults: &d {validate: aggregates}',
      'limits: {memory: 2GB, group: 1 GiB, threads: 2}',
      'tables:',
      '  - {source: a.b.c, target: "facts.c", columns: [k], where: k > 1, validate: counts, enabled: false}',
      '  - a.b.d',
    ].join('\n'),
  );
  if (!parsed.ok) throw new Error(parsed.diagnostics.map(line).join('\n'));
  const { replication } = parsed;
  expect(replication.connection).toEqual({
    kind: 'host',
    host: 'h.example:8443',
    httpPath: '/sql/1.0/warehouses/ab',
  });
  expect(replication.limits).toMatchObject({ memoryBytes: 2e9, groupBytes: 2 ** 30, threads: 2, sliceBytes: 4e9 });
  expect(replication.tables[0]).toMatchObject({
    target: { schema: 'facts', table: 'c' },
    columns: ['k'],
    where: 'k > 1',
    validate: 'counts',
    enabled: false,
  });
  expect(replication.tables[1]).toMatchObject({
    target: { schema: '{catalog}', table: '{table}' },
    validate: 'aggregates',
  });
});

test('reports all mistakes at once, in order, each with its place and what would be right', () => {
  const text = `conection: sample
target: {file: a.duckdb, shema: x}
limits:
  memory: 2 gigs
  tables: 0
defaults:
  level: panda
  validate: none
tables:
  - samples.tpch
  - samples.tpch.*
  - {source: Samples.tpch.*, target: x.y}
  - source: a.\`b c\`.d
    colums: [a]
    where: 12
  -
`;
  expect(mistakes(text)).toEqual([
    '1:1-1:10 unknownKey there is no key “conection” (did you mean “connection”?)',
    '2:26-2:31 unknownKey target has no key “shema” (did you mean “schema”?)',
    '4:11-4:17 badSize limits.memory: “2 gigs” is not a size (a size such as 500MB, 2GB or 1.5 GiB)',
    '5:11-5:12 badValue limits.tables cannot be 0 (a whole number from 1 to 32)',
    '7:10-7:15 badValue defaults.level cannot be “panda” (auto, basic, pandas, parquet or streaming; did you mean “pandas”?)',
    '8:13-8:17 badValue defaults.validate: counting rows cannot be switched off; it costs next to nothing (counts or aggregates)',
    '10:5-10:17 badName tables[0] “samples.tpch”: it has 2 of 3 parts (catalog.schema.table, where * stands for any letters, such as samples.tpch.*)',
    '12:14-12:28 duplicate Samples.tpch.* is already in line 11 (one entry per table or pattern)',
    '12:38-12:41 badName tables[2].target “x.y” would send several tables to one (a target with {table})',
    '14:5-14:11 unknownKey tables[3] has no key “colums” (did you mean “columns”?)',
    '15:12-15:14 wrongType tables[3].where is the number 12 (a condition in Databricks SQL, such as year >= 2024)',
    '16:4-16:4 missing tables[4] has no value (catalog.schema.table, where * stands for any letters, such as samples.tpch.*)',
  ]);
});

test('says that a token does not belong here, and never shows it', () => {
  const text =
    'connection: {host: h.example, httpPath: /sql/1.0/warehouses/1, token: dapiSECRET}\ntarget: a\ntables: [a.b.c]\n';
  const found = mistakes(text);
  expect(found).toEqual([
    '1:71-1:81 secret connection.token: secrets do not belong into the document; take it out and make the secret invalid (the token in the environment variable DATABRICKS_TOKEN, or a profile)',
  ]);
  expect(found.join()).not.toContain('dapiSECRET');
});

test('finds two tables that go to the same place, and leaves out disabled ones', () => {
  const head = 'connection: sample\ntarget: a.duckdb\ntables:\n  - {source: a.b.c, target: b.C}\n';
  expect(mistakes(`${head}  - {source: x.b.C, target: b.c}\n`)).toEqual([
    '5:14-5:19 duplicate x.b.C goes to b.c, where a.b.c in line 4 goes too (another target for one of them)',
  ]);
  expect(mistakes(`${head}  - {source: x.b.C, target: b.C, enabled: false}\n`)).toEqual([]);
});

test.each([
  [
    'a: [1\nb: 2',
    '2:1-2:2 syntax this is not YAML: flow sequence in block collection must be sufficiently indented and end with a ]',
  ],
  ['', '1:1-1:1 missing the document is empty (a mapping with connection, target and tables)'],
  [
    'just words',
    '1:1-1:11 wrongType the document is the text “just words” (a mapping with connection, target and tables)',
  ],
])('a document that is none: %j', (text, expected) => {
  expect(mistakes(text)).toEqual([expected]);
});

test('a key that stands twice is reported where it stands again', () => {
  expect(mistakes('connection: sample\ntarget: a.duckdb\ntables: [a.b.c]\ntarget: b.duckdb\n')).toEqual([
    '4:1-4:2 duplicate this key stands here twice',
  ]);
});

test('aliases are followed to what they stand for', () => {
  const text =
    'connection: sample\ntarget: a.duckdb\ntables:\n  - {source: a.b.c, columns: &c [k, 7]}\n  - {source: a.b.d, columns: *c}\n';
  expect(mistakes(text).map((mistake) => mistake.split(' ')[0])).toEqual(['4:37-4:38', '4:37-4:38']);
});

test('the older form becomes the same model', () => {
  const parsed = parseReplication(
    `global:
  duckdb_path: ./lake.duckdb
  default_optimization_level: streaming
  default_chunk_size: 2500
  log_level: INFO
tables:
  - name: orders
    source: {catalog: main, schema: sales, table: orders}
    enabled: false
`,
  );
  if (!parsed.ok) throw new Error(parsed.diagnostics.map(line).join('\n'));
  expect(parsed.warnings.map(line)).toEqual(['5:14-5:18 noEffect global.log_level has no effect here']);
  expect(parsed.replication).toMatchObject({
    connection: { kind: 'environment' },
    target: { file: './lake.duckdb', name: { schema: '{schema}', table: '{table}' } },
    limits: { tables: 4, batchRows: 2500 },
    tables: [{ source: { table: { text: 'orders', wild: false } }, level: 'streaming', enabled: false }],
  });
});
