import { describe, expect, it } from 'vitest';
import { describeColumn } from '../../../../../src/sample-warehouse/thrift/results/column-descriptions.ts';
import { parseSqlType } from '../../../../../src/sample-warehouse/thrift/results/sql-type.ts';
import { sparkJsonType, thriftTypeId } from '../../../../../src/sample-warehouse/thrift/results/type-names.ts';

describe('SQL types', () => {
  it.each([
    ['STRING', 7, '"string"'],
    ['varchar(10)', 7, '"string"'],
    ['STRING COLLATE UTF8_LCASE', 7, '"string"'],
    ['VARIANT', 7, '"variant"'],
    ['GEOMETRY(4326)', 7, '"geometry"'],
    ['TIMESTAMP_NTZ', 8, '"timestamp_ntz"'],
    ['DECIMAL(10,2)', 15, '"decimal(10,2)"'],
    ['VOID', 16, '"void"'],
    ['INTERVAL YEAR TO MONTH', 20, '"interval year to month"'],
    ['INTERVAL DAY TO SECOND', 21, '"interval day to second"'],
    ['ARRAY<INT>', 10, '{"type":"array","elementType":"integer","containsNull":true}'],
    [
      'MAP<STRING, DECIMAL(5,0)>',
      11,
      '{"type":"map","keyType":"string","valueType":"decimal(5,0)","valueContainsNull":true}',
    ],
    [
      "STRUCT<a: INT NOT NULL COMMENT 'x, y', `b``>`: ARRAY<STRUCT<c: DATE>>>",
      12,
      '{"type":"struct","fields":[{"name":"a","type":"integer","nullable":false,"metadata":{}},{"name":"b`>","type":{"type":"array","elementType":{"type":"struct","fields":[{"name":"c","type":"date","nullable":true,"metadata":{}}]},"containsNull":true},"nullable":true,"metadata":{}}]}',
    ],
  ])('%s', (text, id, json) => {
    const type = parseSqlType(text);
    expect(thriftTypeId(type)).toBe(id);
    expect(sparkJsonType(type)).toBe(json);
  });

  it.each(['ARRAY<INT', 'ARRAY<>', 'MAP<INT>', 'DECIMAL(1,2', 'INT INT', 'INT!', ''])('refuses %j', (text) => {
    expect(() => parseSqlType(text)).toThrow(TypeError);
  });

  it('describes a column with its precision and scale', () => {
    expect(describeColumn({ name: 'price', typeText: 'DECIMAL(18,2)', comment: null }, 4)).toEqual({
      columnName: 'price',
      typeDesc: {
        types: [
          {
            primitiveEntry: {
              type: 15,
              typeQualifiers: { qualifiers: { scale: { i32Value: 2 }, precision: { i32Value: 18 } } },
            },
          },
        ],
      },
      position: 5,
      comment: '',
    });
  });
});
