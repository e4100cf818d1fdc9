import type { LocalTable } from '../../shared/local-file.ts';
import { spellTarget, targetParts } from '../../shared/text/spell-name.ts';

/** A statement for DuckDB that reads a table, column by column. */
export function generateLocalSelect({ name, columns }: Pick<LocalTable, 'name' | 'columns'>): string {
  const list = columns.map((column) => `  ${spellTarget([column.name])}`).join(',\n');
  return `SELECT\n${list === '' ? '  *' : list}\nFROM ${spellTarget(targetParts(name))}\nLIMIT 100;\n`;
}
