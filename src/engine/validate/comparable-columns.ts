import type { ColumnMapping } from '../../shared/column-mapping.ts';
import type { TablePlan, TransformedColumn } from '../../shared/plan.ts';
import type { NotCompared } from '../../shared/receipt.ts';
import { dropsRows } from '../plan/drops-rows.ts';

/** Columns that are the same on both sides, under their names in the copy; none where rows were left out on the way. */
export function comparableColumns({ columns, transform }: TablePlan): readonly ColumnMapping[] {
  if (transform === undefined) return columns;
  if (dropsRows(transform)) return [];
  return transform.columns.flatMap(({ unchanged, target }) => {
    const column = columns.find((one) => one.source === unchanged);
    return column === undefined ? [] : [{ ...column, target }];
  });
}

/** The other columns of the copy. */
export function notComparedColumns({ transform }: TablePlan): readonly NotCompared[] {
  if (transform === undefined) return [];
  const names = (which: (column: TransformedColumn) => boolean): readonly string[] =>
    transform.columns.filter(which).map(({ target }) => target);
  return [
    { columns: names(({ unchanged }) => unchanged === undefined), reason: 'computed by the transform' },
    {
      columns: dropsRows(transform) ? names(({ unchanged }) => unchanged !== undefined) : [],
      reason: 'the transform may leave rows out',
    },
  ].filter(({ columns }) => columns.length > 0);
}
