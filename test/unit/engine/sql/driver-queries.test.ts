import { describe, expect, it } from 'vitest';
import { countStatement, selectForDriver } from '../../../../src/engine/sql/driver-queries.ts';
import { mapColumn } from '../../../../src/engine/types/map-column.ts';

const source = { catalog: 'c', schema: 's', table: 't' };
const select = (...types: readonly string[]) =>
  selectForDriver(
    { source, version: 3 },
    types.map((typeText, i) => mapColumn({ name: `n${i}`, typeText, nullable: true }, `n${i}`)),
  );
const expression = (typeText: string) =>
  select(typeText)
    .replace(/^SELECT /, '')
    .replace(/ AS c0 FROM .*$/, '');

describe('selectForDriver', () => {
  it.each([
    ['boolean', '`n0`'],
    ['bigint', '`n0`'],
    ['double', '`n0`'],
    ['binary', '`n0`'],
    ['void', '`n0`'],
    ['decimal(38,10)', 'CAST(`n0` AS STRING)'],
    ['string', 'CAST(`n0` AS BINARY)'],
    ['date', 'unix_date(`n0`)'],
    ['timestamp', 'unix_micros(`n0`)'],
    ['timestamp_ntz', "timestampdiff(MICROSECOND, TIMESTAMP_NTZ'1970-01-01 00:00:00', `n0`)"],
    ['variant', 'CAST((to_json(`n0`)) AS BINARY)'],
    ['interval day to second', 'CAST((CAST(`n0` AS STRING)) AS BINARY)'],
    ['geometry(4326)', '(ST_AsBinary(`n0`))'],
    ['array<array<int>>', '`n0`'],
    ['array<array<date>>', 'transform(`n0`, e0 -> transform(e0, e1 -> unix_date(e1)))'],
    ['map<int,double>', "transform(map_entries(`n0`), e0 -> named_struct('key', e0['key'], 'value', e0['value']))"],
    [
      'map<string,map<int,date>>',
      "transform(map_entries(`n0`), e0 -> named_struct('key', CAST(e0['key'] AS BINARY), 'value', transform(map_entries(e0['value']), e1 -> named_struct('key', e1['key'], 'value', unix_date(e1['value'])))))",
    ],
    [
      "struct<a: int, `it's`: string>",
      "CASE WHEN `n0` IS NOT NULL THEN named_struct('f0', `n0`['a'], 'f1', CAST(`n0`['it\\'s'] AS BINARY)) END",
    ],
  ])('%s', (typeText, expected) => {
    expect(expression(typeText)).toBe(expected);
  });

  it('gives every column a name of its own, and reads what the plan reads', () => {
    expect(select('int', 'date')).toBe('SELECT `n0` AS c0, unix_date(`n1`) AS c1 FROM `c`.`s`.`t` VERSION AS OF 3');
    expect(selectForDriver({ source, where: 'a > 1', slice: '`b` < 2' }, [])).toMatch(
      / FROM `c`\.`s`\.`t` WHERE .*a > 1.* AND `b` < 2$/s,
    );
  });
});

it('the rows of a statement are counted by the statement itself', () => {
  expect(countStatement('SELECT 1 AS c0 FROM t')).toBe(
    'SELECT count(*) AS row_count FROM (SELECT 1 AS c0 FROM t) AS counted',
  );
});
