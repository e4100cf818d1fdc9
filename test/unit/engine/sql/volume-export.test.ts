import { describe, expect, it } from 'vitest';
import { findForeignTypes, measureExported, selectExported } from '../../../../src/engine/sql/exported-files.ts';
import { exportToFolder } from '../../../../src/engine/sql/volume-export.ts';
import { mapColumn } from '../../../../src/engine/types/map-column.ts';

const column = (typeText: string, name = 'c') => mapColumn({ name, typeText, nullable: true }, name);
const folder = "/Volumes/main/default/it's/replicator/run/0";

/** What is written of the only column, and what is read of it. */
function valuesOf(typeText: string): readonly [written: string, read: string] {
  const columns = [column(typeText)];
  const written = /^INSERT .* SELECT (.*) AS c0 FROM \(SELECT 1\) AS exported\(c0\)$/.exec(
    exportToFolder(folder, 'SELECT 1', columns),
  )?.[1];
  const read = /^SELECT CAST\((.*) AS [^ ].* AS "c" FROM read_parquet/.exec(selectExported(['f'], columns))?.[1];
  return [written ?? '', (read ?? '').replace(/ AS .*$/, '')];
}

describe('an export', () => {
  it('names columns by their places, whatever they are called', () => {
    const columns = [column('int', 'a b'), column('string', 'A'), column('bigint', 'a')];
    expect(exportToFolder(folder, 'SELECT `a b`, `A`, `a` FROM t', columns)).toBe(
      "INSERT OVERWRITE DIRECTORY '/Volumes/main/default/it\\'s/replicator/run/0' USING PARQUET OPTIONS ('compression' = 'zstd') SELECT c0 AS c0, c1 AS c1, c2 AS c2 FROM (SELECT `a b`, `A`, `a` FROM t) AS exported(c0, c1, c2)",
    );
  });

  it.each([
    ['int', 'c0', 'c0'],
    ['timestamp_ntz', 'c0', 'c0'],
    ['array<map<string,struct<a:int>>>', 'c0', 'c0'],
    ['date', 'unix_date(c0)', "(DATE '1970-01-01' + c0)"],
    ['timestamp', 'unix_micros(c0)', 'make_timestamptz(c0)'],
    ['void', 'CAST(c0 AS STRING)', 'c0'],
    ['array<date>', 'transform(c0, x0 -> unix_date(x0))', "list_transform(c0, lambda x0: (DATE '1970-01-01' + x0))"],
    [
      'array<array<timestamp>>',
      'transform(c0, x0 -> transform(x0, x1 -> unix_micros(x1)))',
      'list_transform(c0, lambda x0: list_transform(x0, lambda x1: make_timestamptz(x1)))',
    ],
    [
      'map<date,string>',
      "transform(map_entries(c0), x0 -> named_struct('k', unix_date(x0['key']), 'v', x0['value']))",
      "map_from_entries(list_transform(c0, lambda x0: struct_pack(key := (DATE '1970-01-01' + x0.k), value := x0.v)))",
    ],
    [
      'struct<`a b`:int,d:date>',
      "CASE WHEN c0 IS NOT NULL THEN named_struct('f0', c0['a b'], 'f1', unix_date(c0['d'])) END",
      `CASE WHEN c0 IS NOT NULL THEN struct_pack("a b" := c0.f0, "d" := (DATE '1970-01-01' + c0.f1)) END`,
    ],
  ])('writes and reads %s', (type, written, read) => {
    expect(valuesOf(type)).toEqual([written, read]);
  });

  it.each(['struct<a:int,A:int>', 'array<struct<x:struct<b:date,B:int>>>', 'map<string,struct<c:int,C:int>>'])(
    'refuses %s, naming the column',
    (type) => {
      expect(() => exportToFolder(folder, 'SELECT 1', [column('int'), column(type, 'odd')])).toThrow(
        expect.objectContaining({ code: 'source.unsupported', subject: { column: 'odd' } }),
      );
    },
  );
});

describe('the files of an export', () => {
  it('are quoted', () => {
    expect(measureExported(["/it's/a", '/b'])).toContain("parquet_file_metadata(['/it''s/a', '/b'])");
    expect(selectExported(["/it's/a"], [column('int', 'a"b')])).toBe(
      `SELECT CAST(c0 AS INTEGER) AS "a""b" FROM read_parquet(['/it''s/a'], hive_partitioning = false)`,
    );
  });

  it('are compared with the types that were written', () => {
    const columns = [column('timestamp'), column('map<date,int>'), column('struct<`a b`:decimal(9,2)>')];
    expect(findForeignTypes(['f'], columns)).toContain(
      'DESCRIBE SELECT CAST(NULL AS BIGINT) AS c0, CAST(NULL AS STRUCT(k INTEGER, v INTEGER)[]) AS c1, CAST(NULL AS STRUCT(f0 DECIMAL(9,2))) AS c2',
    );
  });
});
