import { describe, expect, it } from 'vitest';
import { completeWords } from '../../../../src/extension/language/complete-words.ts';
import { findSpot } from '../../../../src/extension/language/spot.ts';

function words(marked: string): readonly string[] {
  const offset = marked.indexOf('|');
  const spot = findSpot(marked.slice(0, offset) + marked.slice(offset + 1), offset);
  return spot === undefined ? [] : completeWords(spot).map(({ label }) => label);
}

function inserted(marked: string, label: string): string | undefined {
  const offset = marked.indexOf('|');
  const spot = findSpot(marked.slice(0, offset) + marked.slice(offset + 1), offset);
  return spot && completeWords(spot).find((one) => one.label === label)?.insert;
}

describe('completeWords', () => {
  it('offers a whole document and its keys where nothing is', () => {
    expect(words('|')).toEqual(['connection', 'target', 'defaults', 'limits', 'tables', 'exclude', 'New replication']);
  });

  it.each([
    ['connection: sample\n|\ntables: [a.b.c]', ['target', 'defaults', 'limits', 'exclude']],
    ['connection: |', ['sample']],
    ['connection:\n  |', ['sample', 'profile', 'host']],
    ['target:\n  |', ['file']],
    ['connection:\n  profile: x\n  |', ['httpPath', 'caFile']],
    ['connection: { host: x, | }', ['httpPath', 'caFile']],
    ['defaults: { | }', ['level', 'mode', 'validate', 'keepSpool', 'volume']],
    ['defaults:\n  level: |', ['auto', 'basic', 'pandas', 'parquet', 'streaming']],
    ['limits:\n  bandwidth: |', ['1MB/s', '5MB/s', '20MB/s']],
    ['limits: { tables: 1, ba| }', ['downloads', 'threads', 'memory', 'group', 'slice', 'bandwidth', 'batch']],
    ['tables:\n  - source: a.b.c\n    transform:\n      |', ['columns', 'derive', 'filter', 'dropDuplicates']],
    [
      'tables:\n  - source: a.b.c\n    transform:\n      columns:\n        k: { cast: INT, | }',
      ['expression', 'default', 'rename'],
    ],
    ['tables:\n  - source: a.b.c\n    transform:\n      dropDuplicates: { by: [k], | }', ['orderBy']],
    ['defaults:\n  mode: |', ['replace']],
    ['defaults:\n  validate: |', ['counts', 'aggregates']],
    ['limits:\n  memory: |', ['1GB', '2GB', '4GB', '8GB']],
    ['target:\n  file: x\n  schema: |', ['{schema}', '{catalog}_{schema}', '{catalog}']],
    ['tables:\n  |', ['- ']],
    ['tables:\n  - source: a.b.c\n    enabled: |', ['true', 'false']],
    [
      'tables:\n  - source: a.b.c\n    |',
      [
        'target',
        'columns',
        'exclude',
        'where',
        'level',
        'mode',
        'validate',
        'transform',
        'keepSpool',
        'volume',
        'enabled',
      ],
    ],
    ['global:\n  |', ['duckdb_path', 'default_optimization_level', 'default_chunk_size', 'log_level']],
    ['global: {}\ntables:\n  - source:\n      |', ['catalog', 'schema', 'table']],
    ['nonsense:\n  |', []],
  ])('%j', (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  it('writes what follows a key', () => {
    expect(inserted('connection: sample\n|', 'tables')).toBe('tables:\n  - ');
    expect(inserted('connection: sample\n|', 'limits')).toBe('limits:\n  ');
    expect(inserted('connection: sample\nta|rget: x', 'target')).toBe('target');
    expect(inserted('tables:\n  - source: a.b.c\n    |', 'columns')).toBe('columns: [$0]');
    expect(inserted('tables:\n  - source: a.b.c\n    |', 'transform')).toBe('transform:\n  ');
    expect(inserted('tables:\n  - source: a.b.c\n    transform:\n      |', 'columns')).toBe('columns:\n  ');
    expect(inserted('target:\n  file: x\n  schema: |', '{schema}')).toBe('"{schema\\}"');
  });
});
