import { describe, expect, test } from 'vitest';
import type { ColumnEntry } from '../../../src/shared/catalog-entries.ts';
import { readOutline } from '../../../src/shared/document/outline.ts';
import { levelHint, levelOptions } from '../../../webview/panel/models/choice-options.ts';
import {
  joinNames,
  splitNames,
  transformedRows,
  transformSummary,
  untouchedColumns,
} from '../../../webview/panel/models/transform.ts';

const columns: readonly ColumnEntry[] = ['a', 'b', 'c'].map((name) => ({ name, type: 'bigint', nullable: true }));

const transform = readOutline(`tables:
  - source: a.b.c
    transform:
      columns: { B: { cast: INT }, gone: { rename: x } }
      derive: { d: a + 1 }
      filter: a > 1
      dropDuplicates: [a]
`).tables[0]?.transform;

describe('the columns of a transform', () => {
  test('are those of the document, then those taken up, each once', () => {
    const rows = transformedRows(transform, ['b', 'c'], columns);
    expect(rows).toEqual([
      { name: 'B', cast: 'INT', type: 'bigint', inDocument: true },
      { name: 'gone', rename: 'x', inDocument: true },
      { name: 'c', type: 'bigint', inDocument: false },
    ]);
    expect(untouchedColumns(columns, rows)).toEqual(['a']);
  });

  test('are none where nothing is done', () => {
    expect(transformedRows(undefined, [], columns)).toEqual([]);
    expect(transformSummary(undefined)).toBe('');
  });
});

test('a transform is summed up', () => {
  expect(transformSummary(transform)).toBe('2 columns changed, 1 derived, filter, no duplicates');
});

test.each([[['a', 'b c']], [['a,b', ' x', 'y`z']], [[]]])('names %j are written in a line and read again', (names) => {
  expect(splitNames(joinNames(names))).toEqual(names);
});

test('every level can be chosen, and says what it is for', () => {
  expect(levelOptions().map(({ label, disabled }) => [label, disabled])).toEqual([
    ['auto: chooses and says why', false],
    ['basic: small tables', false],
    ['pandas: transformations', false],
    ['parquet: large tables', false],
    ['streaming: any size', false],
  ]);
  expect(levelOptions('pandas')[0]).toEqual({ value: '', label: 'as all tables: pandas' });
  expect(levelHint('parquet')).toContain('Parquet files');
  expect(levelHint('nonsense')).toBeUndefined();
});
