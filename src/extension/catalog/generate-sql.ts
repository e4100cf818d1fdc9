import type { TableDetails } from '../../shared/catalog-entries.ts';
import { sourceParts, spellSource } from '../../shared/text/spell-name.ts';

/** A statement in Databricks SQL that reads a table, column by column. */
export function generateSelect({ name, columns }: TableDetails): string {
  const list = columns.map((column) => `  ${spellSource([column.name])}`).join(',\n');
  return `SELECT\n${list === '' ? '  *' : list}\nFROM ${spellSource(sourceParts(name))}\nLIMIT 100;\n`;
}

/** A statement in Databricks SQL that would make a table with these columns. */
export function generateCreate({ name, columns, comment, primaryKey, partitionColumns }: TableDetails): string {
  const lines = columns.map((column) => {
    const rules = column.nullable ? '' : ' NOT NULL';
    const note = column.comment === undefined ? '' : ` COMMENT ${literal(column.comment)}`;
    return `  ${spellSource([column.name])} ${column.type.toUpperCase()}${rules}${note}`;
  });
  if (primaryKey.length > 0) lines.push(`  PRIMARY KEY (${listed(primaryKey)})`);
  const partitioned = partitionColumns.length === 0 ? '' : `\nPARTITIONED BY (${listed(partitionColumns)})`;
  const commented = comment === undefined ? '' : `\nCOMMENT ${literal(comment)}`;
  return `CREATE TABLE ${spellSource(sourceParts(name))} (\n${lines.join(',\n')}\n)${partitioned}${commented};\n`;
}

function listed(names: readonly string[]): string {
  return names.map((name) => spellSource([name])).join(', ');
}

function literal(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
