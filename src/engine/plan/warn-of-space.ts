import type { TablePlan } from '../../shared/plan.ts';
import { formatBytes } from '../../shared/text/units.ts';

/** DuckDB's files against the compressed files of the source, with what a run needs beside them. */
const spaceFactor = 1.5;

/** What to say where the disk may not hold the copies; undefined where it will, or where too little is known. */
export function warnOfSpace(
  tables: readonly Pick<TablePlan, 'sourceBytes'>[],
  freeBytes: number | undefined,
): string | undefined {
  const needed = Math.round(tables.reduce((sum, table) => sum + (table.sourceBytes ?? 0), 0) * spaceFactor);
  if (freeBytes === undefined || freeBytes >= needed) return undefined;
  return `the disk of the target file has ${formatBytes(freeBytes)} left; the copies may need ${formatBytes(needed)}`;
}
