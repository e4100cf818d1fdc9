import { expect, test } from 'vitest';
import { selectShape, shapeNames, shapes } from '../../bench/support/shapes.ts';

test.each(shapeNames.map((name) => [name]))('%s has as many columns as it says', (name) => {
  expect(shapes[name].name).toBe(name);
  expect(shapes[name].columns).toMatch(new RegExp(`^${shapes[name].expressions.length} columns`));
});

test('a shape is made of so many rows, the same at every making', () => {
  expect(selectShape('narrow', 5)).toMatch(/ FROM range\(5\) AS source\(i\)$/);
  expect(selectShape('wide', 5)).toBe(selectShape('wide', 5));
});
