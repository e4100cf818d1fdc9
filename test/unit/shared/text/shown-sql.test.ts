import { expect, it } from 'vitest';
import { shownSql } from '../../../../src/shared/text/shown-sql.ts';

it.each([
  ['a break before a bracket', 'SELECT (a + 1\n) AS b', 'SELECT (a + 1) AS b'],
  ['a break before a comma, with blanks', 'SELECT (a \n, b)', 'SELECT (a, b)'],
  ['a break that ends a comment', 'SELECT (a -- why\n) AS b', 'SELECT (a -- why\n) AS b'],
  ['other breaks', 'SELECT a\nFROM t', 'SELECT a\nFROM t'],
  ['a break inside a text', "SELECT ('one\n)'\n)", "SELECT ('one\n)')"],
  ['a break inside a name', 'SELECT ("one\n)"\n), (`two\n,`\n)', 'SELECT ("one\n)"), (`two\n,`)'],
  ['two dashes inside a text', "SELECT ('--'\n)", "SELECT ('--')"],
  ['a quote inside a comment', "SELECT (a /* it's */\n), ('b'\n)", "SELECT (a /* it's */), ('b')"],
])('%s', (_, sql, shown) => {
  expect(shownSql(sql)).toBe(shown);
});

it('takes a statement of thousands of columns in one go', () => {
  const columns = Array.from({ length: 20_000 }, (_, i) => `(\`a column of some width ${i}\`\n)`);
  const sql = `SELECT ${columns.join(', ')} FROM t`;
  expect(shownSql(sql)).toBe(sql.replaceAll('\n', ''));
});
