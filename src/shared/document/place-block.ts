import type { Scalar } from 'yaml';
import { rangeOf } from './find-node.ts';
import { lastCharacter, lineBreakOf, lineEndAfter } from './layout.ts';
import type { TextEdit } from './text-edit.ts';
import { type Value, writeInline } from './written-value.ts';

export function isBlock(node: Scalar): boolean {
  return node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
}

/** The edit that sets what a text in lines of its own (`|` or `>`) says: several lines stay such a text. */
export function placeInBlock(text: string, node: Scalar, value: Value): TextEdit | undefined {
  const range = rangeOf(node);
  if (range === undefined) return undefined;
  const headEnd = lineEndAfter(text, range[0]);
  const end = Math.max(headEnd, lineEndAfter(text, lastCharacter(text, range[1])));
  const comment = /[ \t]#.*$/.exec(text.slice(range[0], headEnd))?.[0] ?? '';
  if (typeof value !== 'string' || !value.includes('\n')) {
    return { start: range[0], end, text: writeInline(value) + comment };
  }
  const lines = value.replace(/\n$/, '').split('\n');
  const indent = /\n( +)\S/.exec(text.slice(headEnd, end))?.[1];
  if (indent === undefined || /^\s|^$/.test(lines[0] ?? '') || lines.at(-1) === '') return undefined;
  const head = `|${value.endsWith('\n') ? '' : '-'}${comment}`;
  const below = lines.map((line) => (line === '' ? '' : indent + line));
  return { start: range[0], end, text: [head, ...below].join(lineBreakOf(text)) };
}
