import { isScalar, isSeq, visit, type YAMLSeq } from 'yaml';
import { rangeOf } from './find-node.ts';
import { afterLine, lastCharacter, lineBreakOf, lineStartOf } from './layout.ts';
import type { TextEdit } from './text-edit.ts';
import { isList, type ScalarValue, type Value, writeInline } from './written-value.ts';

interface Line {
  readonly value: string;
  /** Lines of comments, and empty ones. */
  readonly above: string;
  readonly text: string;
}

/**
 * The edit that makes a list in lines say what is meant item by item: what stays keeps its line, what is new goes to
 * the end. Undefined where the order would be another one, and at unusual layouts.
 */
export function placeItems(text: string, list: YAMLSeq, values: readonly ScalarValue[]): TextEdit | undefined {
  const lines = linesOf(text, list);
  if (lines === undefined) return undefined;
  const { start, end, indent, items } = lines;
  let kept = 0;
  const before = items.map(({ value, above, text: line }) => {
    if (kept === values.length || String(values[kept]) !== value) return above;
    kept++;
    return above + line;
  });
  const more = values.slice(kept);
  if (more.some((value) => items.some((item) => item.value === String(value)))) return undefined;
  const lineBreak = lineBreakOf(text);
  const all = [...before, ...more.map((value) => `${indent}- ${writeInline(value)}${lineBreak}`)].join('');
  return { start, end, text: text.endsWith('\n') || end < text.length ? all : all.trimEnd() };
}

/** Items that are there already are what they were: `2024` without quotes is a number. */
export function asWritten(node: unknown, value: Value): Value {
  if (!isSeq(node) || !isList(value)) return value;
  const known = node.items.map((item) => (isScalar(item) ? item.value : undefined)).filter(isScalarContent);
  return value.map((one) => known.find((written) => String(written) === String(one)) ?? one);
}

function isScalarContent(value: unknown): value is ScalarValue {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** Within the list, or between it and its key. */
export function hasComments(text: string, list: YAMLSeq, from: number): boolean {
  const range = rangeOf(list);
  if (range === undefined) return false;
  const last = rangeOf(list.items.at(-1))?.[1] ?? range[0];
  let found = text.slice(from, range[0]).includes('#') || text.slice(last, lastCharacter(text, range[1])).includes('#');
  visit(list, {
    Node(_, node) {
      if (node !== list && (node.comment || node.commentBefore)) found = true;
    },
  });
  return found;
}

function linesOf(text: string, list: YAMLSeq) {
  const first = rangeOf(list.items[0]);
  if (list.flow === true || first === undefined) return undefined;
  const start = lineStartOf(text, first[0]);
  const indent = /^[ \t]*(?=-[ \t])/.exec(text.slice(start, first[0]))?.[0];
  if (indent === undefined) return undefined;
  let end = start;
  const items: Line[] = [];
  for (const item of list.items) {
    const range = rangeOf(item);
    if (range === undefined || !isScalar(item)) return undefined;
    const lineStart = lineStartOf(text, range[0]);
    if (!/^[ \t]*-[ \t]+$/.test(text.slice(lineStart, range[0]))) return undefined;
    const above = text.slice(end, lineStart);
    end = afterLine(text, range[1]);
    const line = text.slice(lineStart, end);
    const whole = line.endsWith('\n') ? line : line + lineBreakOf(text);
    items.push({ value: String(item.value), above, text: whole });
  }
  return { start, end, indent, items };
}
