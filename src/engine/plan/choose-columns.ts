import type { ColumnMapping } from '../../shared/column-mapping.ts';
import { ReplicatorError } from '../../shared/errors.ts';
import type { TableTask } from '../../shared/table-task.ts';
import type { SourceColumn } from '../source/source.ts';
import { mapColumn } from '../types/map-column.ts';
import { renameClashes } from '../types/rename-clashes.ts';

/**
 * The columns that are read, in the order asked for, else in the order of the table.
 * @throws ReplicatorError `plan.invalidColumns`, `type.unknown`, `source.unsupported`
 */
export function chooseColumns(
  available: readonly SourceColumn[],
  wanted: Pick<TableTask, 'columns' | 'exclude'>,
): readonly ColumnMapping[] {
  const find = (name: string): SourceColumn => {
    const exact = available.find((column) => column.name === name);
    if (exact !== undefined) return exact;
    const alike = available.filter((column) => column.name.toLowerCase() === name.toLowerCase());
    const [only] = alike;
    if (only !== undefined && alike.length === 1) return only;
    throw new ReplicatorError(
      'plan.invalidColumns',
      `There is no column ${JSON.stringify(name)}; the table has ${listNames(available.map((column) => column.name))}.`,
      {
        subject: { column: name },
      },
    );
  };
  const kept = wanted.columns === undefined ? available : wanted.columns.map(find);
  const excluded = new Set((wanted.exclude ?? []).map(find));
  const chosen = kept.filter((column) => !excluded.has(column));
  const twice = chosen.find((column, i) => chosen.indexOf(column) !== i);
  if (twice !== undefined) {
    throw new ReplicatorError('plan.invalidColumns', `The column ${twice.name} is asked for twice.`, {
      subject: { column: twice.name },
    });
  }
  if (chosen.length === 0) throw new ReplicatorError('plan.invalidColumns', 'No column is left to copy.');
  const nameless = chosen.find((column) => column.name === '' || column.name.includes('\0'));
  if (nameless !== undefined) {
    throw new ReplicatorError('source.unsupported', 'DuckDB allows neither an empty column name nor a NUL in one.', {
      subject: { column: nameless.name },
    });
  }
  const names = renameClashes(chosen.map((column) => column.name));
  return chosen.map((column, i) => mapColumn(column, names[i]?.target ?? column.name));
}

/** The first of them, and how many there are beside those. */
export function listNames(names: readonly string[]): string {
  const shown = names.slice(0, 20);
  return `${shown.join(', ')}${names.length > shown.length ? ` and ${names.length - shown.length} more` : ''}`;
}
