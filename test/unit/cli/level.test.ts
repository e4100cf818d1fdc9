import { expect, test } from 'vitest';
import { narrowReplication } from '../../../src/cli/read-document.ts';
import { parseReplication } from '../../../src/shared/document/parse-replication.ts';
import type { LevelChoice } from '../../../src/shared/document/replication.ts';

function tablesAt(level: LevelChoice | undefined) {
  const parsed = parseReplication(`connection: sample
target: x.duckdb
tables:
  - { source: a.b.c, level: parquet, keepSpool: true, volume: /Volumes/a/b/c }
  - { source: a.b.d, transform: { filter: k > 1 } }
`);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.diagnostics));
  return narrowReplication(parsed.replication, [], level).tables;
}

test('a level of the command line takes away what only another level knows', () => {
  expect(tablesAt('basic').map(({ level, keepSpool, volume }) => [level, keepSpool, volume])).toEqual([
    ['basic', undefined, undefined],
    ['basic', undefined, undefined],
  ]);
  expect(tablesAt('auto')[0]).toMatchObject({ level: 'auto', keepSpool: true, volume: '/Volumes/a/b/c' });
});

test('a transform is never left out in silence', () => {
  expect(tablesAt('basic')[1]?.transform).toEqual({ columns: {}, derive: {}, filter: 'k > 1' });
});

test('without one the document counts', () => {
  expect(tablesAt(undefined).map(({ level }) => level)).toEqual(['parquet', 'auto']);
});
