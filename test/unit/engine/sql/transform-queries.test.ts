import { expect, it } from 'vitest';
import { showTransformed } from '../../../../src/engine/sql/transform-queries.ts';

const columns = [{ target: 'a', targetType: 'INTEGER' }];
const text = "'frame AS frame'";

it('shows what a person wrote as it was written', () => {
  const transform = { columns: [{ target: 'x', expression: text }] };
  expect(showTransformed(transform, columns)).toBe(`SELECT ${text} AS "x" FROM frame`);
  expect(showTransformed({ ...transform, filter: `x = ${text}` }, columns)).toBe(
    `SELECT ${text} AS "x" FROM (SELECT * FROM frame WHERE (x = ${text}\n)) AS frame`,
  );
});
