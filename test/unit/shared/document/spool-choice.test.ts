import { expect, test } from 'vitest';
import { parseReplication } from '../../../../src/shared/document/parse-replication.ts';

const head = 'connection: sample\ntarget: lake.duckdb\n';
const volume = '/Volumes/main/stage/files/in box';

function read(text: string) {
  const parsed = parseReplication(text);
  if (!parsed.ok) throw new Error(parsed.diagnostics.map(({ message }) => message).join('\n'));
  return parsed.replication.tables;
}

function mistakes(text: string): readonly string[] {
  const parsed = parseReplication(text);
  return parsed.ok ? [] : parsed.diagnostics.map((d) => `${d.line}:${d.column} ${d.code} ${d.message} (${d.expected})`);
}

test('what the defaults say of the spool reaches the tables for which it has a meaning', () => {
  const tables = read(`${head}defaults: {keepSpool: true, volume: ${volume}}
tables:
  - a.b.c
  - {source: a.b.d, level: parquet, keepSpool: false}
  - {source: a.b.e, level: streaming}
  - {source: a.b.f, transform: {filter: k > 1}}
  - {source: a.b.g, volume: /Volumes/a/b/c}
  - {source: a.b.h, volume: false}
`);
  expect(tables.map(({ keepSpool, volume: folder }) => [keepSpool, folder])).toEqual([
    [true, volume],
    [undefined, volume],
    [undefined, undefined],
    [undefined, undefined],
    [true, '/Volumes/a/b/c'],
    [true, undefined],
  ]);
});

test('with another level they are a mistake where they are written', () => {
  const expected = 'level: parquet or auto, or nothing here';
  expect(mistakes(`${head}tables:\n  - {source: a.b.c, level: basic, keepSpool: true, volume: ${volume}}\n`)).toEqual([
    `4:46 noEffect tables[0].keepSpool has a meaning for the level parquet only; the level here is basic (${expected})`,
    `4:60 noEffect tables[0].volume has a meaning for the level parquet only; the level here is basic (${expected})`,
  ]);
  expect(mistakes(`${head}defaults: {level: streaming, keepSpool: true}\ntables: [a.b.c]\n`)).toEqual([
    `3:41 noEffect defaults.keepSpool has a meaning for the level parquet only; the level here is streaming (${expected})`,
  ]);
  expect(
    mistakes(`${head}tables: [{source: a.b.c, keepSpool: true, transform: {filter: k > 1}}]\n`).map((one) =>
      one.slice(0, 60),
    ),
  ).toEqual(['3:37 noEffect tables[0].keepSpool has a meaning for the leve']);
  expect(mistakes(`${head}tables: [{source: a.b.c, level: basic, keepSpool: false, volume: false}]\n`)).toEqual([]);
});

test('a volume that is none is told with what would be right', () => {
  expect(mistakes(`${head}defaults: {volume: /Volumes/a/b/../c}\ntables: [a.b.c]\n`)).toEqual([
    '3:20 badName defaults.volume: “/Volumes/a/b/../c” is not a folder of a volume (/Volumes/catalog/schema/volume, with folders behind it where wanted, or false for none)',
  ]);
});
