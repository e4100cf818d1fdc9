import { describe, expect, it } from 'vitest';
import { mapColumn } from '../../../../src/engine/types/map-column.ts';

const map = (typeText: string) => mapColumn({ name: 'c', typeText, nullable: true }, 'c');

describe('mapColumn', () => {
  it.each([
    ['boolean', 'BOOLEAN'],
    ['byte', 'TINYINT'],
    ['smallint', 'SMALLINT'],
    ['INTEGER', 'INTEGER'],
    ['long', 'BIGINT'],
    ['real', 'FLOAT'],
    ['double', 'DOUBLE'],
    ['decimal(38,10)', 'DECIMAL(38,10)'],
    ['DECIMAL', 'DECIMAL(10,0)'],
    ['string', 'VARCHAR'],
    ['varchar(10)', 'VARCHAR'],
    ['char(3)', 'VARCHAR'],
    ['binary', 'BLOB'],
    ['date', 'DATE'],
    ['timestamp', 'TIMESTAMPTZ'],
    ['timestamp_ltz', 'TIMESTAMPTZ'],
    ['timestamp_ntz', 'TIMESTAMP'],
    ['void', 'VARCHAR'],
    ['array<int>', 'INTEGER[]'],
    ['map<string,decimal(5,2)>', 'MAP(VARCHAR, DECIMAL(5,2))'],
    ['struct<a:int,`b c`:array<string>>', 'STRUCT("a" INTEGER, "b c" VARCHAR[])'],
    ["struct<a int not null comment 'it''s', b: string>", 'STRUCT("a" INTEGER, "b" VARCHAR)'],
  ])('%s becomes %s, selected bare and without loss', (typeText, targetType) => {
    const mapped = map(typeText);
    expect(mapped.targetType).toBe(targetType);
    expect(mapped.expression).toBeUndefined();
    expect(mapped.loss).toBeUndefined();
  });

  it.each([
    ['interval day to second', 'VARCHAR', 'CAST(`c` AS STRING)'],
    ['interval year to month', 'VARCHAR', 'CAST(`c` AS STRING)'],
    ['variant', 'JSON', 'to_json(`c`)'],
    ['struct<>', 'JSON', 'to_json(`c`)'],
    ['geometry(4326)', 'BLOB', 'ST_AsBinary(`c`)'],
    ['array<variant>', 'JSON[]', 'transform(`c`, x0 -> to_json(x0))'],
    ['array<array<interval day>>', 'VARCHAR[][]', 'transform(`c`, x0 -> transform(x0, x1 -> CAST(x1 AS STRING)))'],
    ['map<string,variant>', 'MAP(VARCHAR, JSON)', 'transform_values(`c`, (k0, v0) -> to_json(v0))'],
    [
      'struct<a:int,b:variant>',
      'STRUCT("a" INTEGER, "b" JSON)',
      "CASE WHEN `c` IS NOT NULL THEN named_struct('a', `c`['a'], 'b', to_json(`c`['b'])) END",
    ],
  ])('%s becomes %s through an expression', (typeText, targetType, expression) => {
    expect(map(typeText)).toMatchObject({ targetType, expression });
  });

  it('says what does not survive', () => {
    expect(map('string collate utf8_lcase').loss).toContain('utf8_lcase');
    expect(map('array<variant>').loss).toContain('JSON');
    expect(map('struct<a:int,A:int>')).toMatchObject({
      targetType: 'STRUCT("a" INTEGER, "A__2" INTEGER)',
      loss: 'struct fields renamed: A → A__2',
    });
  });

  it('keeps the spatial reference in the comment', () => {
    expect(mapColumn({ name: 'c', typeText: 'geography(4326)', nullable: true, comment: 'where' }, 'c').comment).toBe(
      'where [GEOGRAPHY(4326), WKB]',
    );
  });

  it.each(['hyperloglog', 'array<int', 'decimal(39,0)', 'map<int>', 'int int', ''])(
    'refuses %j and names the column',
    (typeText) => {
      expect(() => map(typeText)).toThrow(expect.objectContaining({ code: 'type.unknown', subject: { column: 'c' } }));
    },
  );

  it('refuses a map whose keys cannot travel', () => {
    expect(() => map('map<interval day,int>')).toThrow(expect.objectContaining({ code: 'source.unsupported' }));
  });
});
