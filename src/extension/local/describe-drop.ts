import type { LocalTable } from '../../shared/local-file.ts';
import { targetLabel } from '../../shared/names.ts';
import { counted, formatCount } from '../../shared/text/units.ts';

interface InFile {
  readonly file: string;
  readonly table: Pick<LocalTable, 'name' | 'kind' | 'rows' | 'origin'>;
}

/** What is asked before tables are dropped: which, how many rows, from which file, and whether they can be had again. */
export function describeDrop(tables: readonly InFile[]): { readonly question: string; readonly detail: string } {
  const [only, ...others] = tables;
  const files = [...new Set(tables.map(({ file }) => file))];
  const copies = tables.filter(({ table }) => table.origin !== undefined).length;
  const lines = [
    `${files.length === 1 ? 'From the file' : 'From the files'} ${files.join(', ')}.`,
    ...(others.length === 0 ? [] : [tables.map((one) => `${targetLabel(one.table.name)}${rowsOf(one)}`).join('\n')]),
    copies === tables.length && copies > 0
      ? 'This cannot be undone; the data can be copied from Databricks again.'
      : 'This cannot be undone.',
  ];
  const question =
    only !== undefined && others.length === 0
      ? `Drop the ${only.table.kind} ${targetLabel(only.table.name)}${rowsOf(only)}?`
      : `Drop ${formatCount(tables.length)} tables and views?`;
  return { question, detail: lines.join('\n\n') };
}

function rowsOf({ table: { rows } }: InFile): string {
  return rows === undefined ? '' : ` with ${counted(rows, 'row')}`;
}
