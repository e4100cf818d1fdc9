import type { Field, NodeReader } from './node-reader.ts';

/** Names of columns, each once: letter case does not tell them apart. */
export function readColumnNames(reader: NodeReader, field: Field): readonly string[] | undefined {
  const items = reader.list(field, 'a list of column names');
  if (items === undefined) return undefined;
  if (items.length === 0) {
    reader.report(field.place, 'badValue', { message: `${field.path} is empty`, expected: 'at least one column' });
  }
  const names: string[] = [];
  for (const item of items) {
    const name = reader.text(item, 'the name of a column; numbers and the like in quotes');
    if (name === undefined) continue;
    if (names.some((known) => known.toLowerCase() === name.toLowerCase())) {
      reader.report(item.place, 'duplicate', { message: `the column ${name} stands in ${field.path} twice` });
    }
    names.push(name);
  }
  return names;
}
