import { describe, expect, it } from 'vitest';
import { tokenize } from '../../../../src/sample-warehouse/sql/tokenize.ts';

const values = (sql: string) => tokenize(sql).map(({ kind, value }) => [kind, value]);

describe('tokenize', () => {
  it('reads names, words and three-part names', () => {
    expect(values('SELECT `a``b`.c')).toEqual([
      ['word', 'SELECT'],
      ['quoted', 'a`b'],
      ['symbol', '.'],
      ['word', 'C'],
      ['end', ''],
    ]);
  });

  it('unescapes strings in both quotes, and leaves raw ones alone', () => {
    expect(values(String.raw`'a\'b\n\\' "it's" r'\d' 'x''y' 'é\%'`)).toEqual([
      ['string', "a'b\n\\"],
      ['string', "it's"],
      ['string', '\\d'],
      ['string', "x'y"],
      ['string', 'é\\%'],
      ['end', ''],
    ]);
  });

  it('leaves comments out, nested ones too', () => {
    expect(values('a -- to the end\n /* x /* y */ z */ b')).toEqual([
      ['word', 'A'],
      ['word', 'B'],
      ['end', ''],
    ]);
  });

  it('tells numbers, their suffixes and parameters apart', () => {
    expect(tokenize('1 1.5 1e-3D 10L .5 ? :name a::int').map(({ kind, text }) => `${kind} ${text}`)).toEqual([
      'number 1',
      'number 1.5',
      'number 1e-3D',
      'number 10L',
      'number .5',
      'parameter ?',
      'parameter :name',
      'word a',
      'symbol ::',
      'word int',
      'end ',
    ]);
  });

  it('refuses text that does not end', () => {
    expect(() => tokenize("SELECT 'abc")).toThrow(/PARSE_SYNTAX_ERROR.*line 1, pos 7/s);
  });
});
