import { describe, expect, it } from 'vitest';
import { explainedQuery, refuseFileFunctions, withoutEnd } from '../../../../src/engine/sink/duckdb/reading-query.ts';

describe('refuseFileFunctions', () => {
  it.each([
    'read_blob',
    'READ_CSV',
    'read_json_auto',
    'parquet_scan',
    'parquet_metadata',
    'glob',
    'sniff_csv',
    'query',
  ])('refuses %s', (name) => {
    expect(() => refuseFileFunctions(`{"function_name":"${name}","schema":""}`)).toThrow(name);
  });

  it.each(['sum', 'globe', 'range', 'regexp_replace', 'unread_count'])('allows %s', (name) => {
    expect(() => refuseFileFunctions(`{"function_name":"${name}"}`)).not.toThrow();
  });
});

describe('explainedQuery', () => {
  it.each([
    ['EXPLAIN SELECT 1', 'SELECT 1'],
    [' explain analyze DELETE FROM t', 'DELETE FROM t'],
    ['EXPLAIN (ANALYZE, FORMAT JSON) DELETE FROM t', 'DELETE FROM t'],
    ['EXPLAIN ANALYZE (FORMAT JSON) SELECT 1', 'SELECT 1'],
  ])('finds what %s explains', (query, inner) => {
    expect(explainedQuery(query)).toBe(inner);
  });

  it.each(['SELECT 1', 'SELECT explain FROM t', 'explained', '/* x */ EXPLAIN SELECT 1'])(
    'finds none in %s',
    (query) => {
      expect(explainedQuery(query)).toBeUndefined();
    },
  );
});

describe('withoutEnd', () => {
  it('takes away semicolons at the end only', () => {
    expect(withoutEnd("SELECT ';' ; \n;")).toBe("SELECT ';'");
    expect(withoutEnd('SELECT 1')).toBe('SELECT 1');
  });
});
