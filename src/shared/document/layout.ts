import { rangeOf } from './find-node.ts';
import type { TextEdit } from './text-edit.ts';

/** A new line below the one where a value ends. */
export function insertAfter(text: string, value: unknown, line: string, indent: string): TextEdit | undefined {
  const range = rangeOf(value);
  if (range === undefined) return undefined;
  const end = lineEndAfter(text, lastCharacter(text, range[1]));
  return { start: end, end, text: `\n${indent}${line}` };
}

/** Before the line breaks and spaces that YAML counts to a block's end. */
export function lastCharacter(text: string, end: number): number {
  return text.slice(0, end).trimEnd().length;
}

export function lineStartOf(text: string, position: number): number {
  return text.lastIndexOf('\n', position - 1) + 1;
}

/** Before the line break. */
export function lineEndAfter(text: string, position: number): number {
  const end = text.indexOf('\n', position);
  const stop = end === -1 ? text.length : end;
  return text[stop - 1] === '\r' ? stop - 1 : stop;
}

/** Behind the line break of the line where a value ends. */
export function afterLine(text: string, position: number): number {
  const end = text.indexOf('\n', lastCharacter(text, position));
  return end === -1 ? text.length : end + 1;
}

export function columnOf(text: string, position: number): number {
  return position - lineStartOf(text, position);
}

export function lineBreakOf(text: string): '\r\n' | '\n' {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** Behind the colon of a key that ends at a position; undefined where it is not in the same line. */
export function afterColon(text: string, keyEnd: number): number | undefined {
  const between = /^[ \t]*:/.exec(text.slice(keyEnd));
  return between === null ? undefined : keyEnd + between[0].length;
}
