import { expect, test } from 'vitest';
import { growingTables } from '../../bench/support/growing-tables.ts';
import { selectShape } from '../../bench/support/shapes.ts';

test('the larger table has as many different rows, not those of the smaller one again', () => {
  expect(growingTables('narrow', 5, 10)).toEqual([
    { schema: 'once', name: 'narrow', rows: 5, query: selectShape('narrow', 5) },
    { schema: 'tenfold', name: 'narrow', rows: 50, query: selectShape('narrow', 50) },
  ]);
});
