import type { ColumnMapping } from '../../shared/column-mapping.ts';

/** The column of the source that is meant, whatever its letter case. */
export function findColumn(name: string, columns: readonly ColumnMapping[]): ColumnMapping | undefined {
  const exact = columns.find((column) => column.source === name);
  return exact ?? columns.find((column) => column.source.toLowerCase() === name.toLowerCase());
}
