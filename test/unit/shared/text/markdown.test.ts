import { expect, test } from 'vitest';
import { code, escapeMarkdown, markdownTable } from '../../../../src/shared/text/markdown.ts';

test('what means something in Markdown is escaped', () => {
  expect(escapeMarkdown('a_b *c* | <d> `e`\n# f')).toBe('a\\_b \\*c\\* \\| \\<d\\> \\`e\\` \\# f');
});

test('code keeps backticks and does not end a cell', () => {
  expect(code('a')).toBe('`a`');
  expect(code('a`b|c')).toBe('`` a`b\\|c ``');
});

test('a colon before a heading aligns to the right', () => {
  expect(markdownTable(['a', ':b'], [['1', '2']])).toEqual(['| a | b |', '| --- | ---: |', '| 1 | 2 |']);
});
