import { segmentName } from './commit.ts';
import type { Cursor } from './cursor.ts';
import type { Column } from './relation.ts';
import { readType } from './types.ts';

/** `(name type [NOT NULL] [COMMENT 'text'], …)`. */
export function readColumns(cursor: Cursor): Column[] {
  cursor.expect('(');
  const columns = [readColumn(cursor)];
  while (cursor.skip(',')) columns.push(readColumn(cursor));
  cursor.expect(')');
  return columns;
}

export function readColumn(cursor: Cursor): Column {
  const name = cursor.name();
  const { type, next } = readType(cursor.tokens, cursor.at);
  cursor.at = next;
  const nullable = !cursor.skip('NOT', 'NULL');
  const comment = cursor.skip('COMMENT') ? cursor.string() : undefined;
  return { name, type, nullable, physical: segmentName('column'), ...(comment === undefined ? {} : { comment }) };
}

/** `('key' = 'value', a.b = true, …)`. */
export function readProperties(cursor: Cursor): Record<string, string> {
  const properties: Record<string, string> = {};
  cursor.expect('(');
  do {
    const key = cursor.peek().kind === 'string' ? cursor.string() : cursor.names().join('.');
    cursor.skip('=');
    const value = cursor.take();
    properties[key] = value.kind === 'word' ? value.text.toLowerCase() : value.value;
  } while (cursor.skip(','));
  cursor.expect(')');
  return properties;
}
