import type { ColumnMapping } from '../../shared/column-mapping.ts';
import type { TablePlan } from '../../shared/plan.ts';
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
