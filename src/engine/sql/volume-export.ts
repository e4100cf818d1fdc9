import type { ColumnMapping } from '../../shared/column-mapping.ts';
import { ReplicatorError } from '../../shared/errors.ts';
import { databricksString } from './databricks-text.ts';
import { toParquet } from './parquet-values.ts';

/**
 * Has the warehouse write the rows of `select` into a folder of a volume, as Parquet files with the columns `c0`, `c1`, …:
 * the names of a table may be such that Spark refuses them, or that letter case alone tells them apart.
 * @throws ReplicatorError `source.unsupported`, naming the column
 */
export function exportToFolder(folder: string, select: string, columns: readonly ColumnMapping[]): string {
  const names = columns.map((_, index) => `c${index}`);
  const values = columns.map((column, index) => `${written(column, `c${index}`)} AS c${index}`);
  return `INSERT OVERWRITE DIRECTORY ${databricksString(folder)} USING PARQUET OPTIONS ('compression' = 'zstd') SELECT ${values.join(', ')} FROM (${select}) AS exported(${names.join(', ')})`;
}

function written(column: ColumnMapping, name: string): string {
  try {
    return toParquet(name, column.wire);
  } catch (error) {
    throw error instanceof ReplicatorError ? error.about({ column: column.source }) : error;
  }
}
