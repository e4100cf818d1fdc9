import { describe, expect, it } from 'vitest';
import { declaredText, parseType, storageType, typeText } from '../../../../src/sample-warehouse/sql/types.ts';

describe('types', () => {
  it.each([
    ['bigint', 'BIGINT', 'BIGINT', 'bigint'],
    ['numeric(18, 2)', 'DECIMAL(18,2)', 'DECIMAL(18,2)', 'decimal(18,2)'],
    ['decimal', 'DECIMAL(10,0)', 'DECIMAL(10,0)', 'decimal(10,0)'],
    ['varchar(10)', 'STRING', 'VARCHAR', 'varchar(10)'],
    ['string collate UTF8_LCASE', 'STRING', 'VARCHAR', 'string collate UTF8_LCASE'],
    ['timestamp', 'TIMESTAMP', 'TIMESTAMPTZ', 'timestamp'],
    ['timestamp_ntz', 'TIMESTAMP_NTZ', 'TIMESTAMP', 'timestamp_ntz'],
    [
      'interval day to second',
      'INTERVAL DAY TO SECOND',
      'STRUCT("#INTERVAL DAY TO SECOND" BIGINT)',
      'interval day to second',
    ],
    ['variant', 'VARIANT', 'STRUCT("#VARIANT" VARCHAR)', 'variant'],
    ['geometry(4326)', 'GEOMETRY(4326)', 'STRUCT("#GEOMETRY(4326)" BLOB)', 'geometry(4326)'],
    [
      'map<string,array<array<int>>>',
      'MAP<STRING, ARRAY<ARRAY<INT>>>',
      'MAP(VARCHAR, INTEGER[][])',
      'map<string,array<array<int>>>',
    ],
    [
      'struct<a:int,`b c`: decimal(3,1)>',
      'STRUCT<a: INT, `b c`: DECIMAL(3,1)>',
      'STRUCT("a" INTEGER, "b c" DECIMAL(3,1))',
      'struct<a:int,`b c`:decimal(3,1)>',
    ],
  ])('%s', (text, manifest, storage, declared) => {
    const type = parseType(text);
    expect(typeText(type)).toBe(manifest);
    expect(storageType(type)).toBe(storage);
    expect(declaredText(type)).toBe(declared);
  });

  it.each(['decimal(39,0)', 'nonsense', 'array<int', 'int int'])('refuses %s', (text) => {
    expect(() => parseType(text)).toThrow(expect.objectContaining({ name: 'SqlError', sqlState: '0A000' }));
  });
});
