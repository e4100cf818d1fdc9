import type { ColumnMapping } from '../../shared/column-mapping.ts';
import { duckdbString, quoteDuckdb } from './duckdb-text.ts';
import { fromParquet, parquetType } from './parquet-values.ts';

/** The files that `exportToFolder` had written, for DuckDB; at least one. A folder may be called anything. */
function readFiles(files: readonly string[]): string {
  return `read_parquet([${files.map(duckdbString).join(', ')}], hive_partitioning = false)`;
}

/** The rows in exactly the types and under the names of the copy. To be asked after `findForeignTypes`. */
export function selectExported(files: readonly string[], columns: readonly ColumnMapping[]): string {
  const list = columns.map(
    (column, index) =>
      `CAST(${fromParquet(`c${index}`, column.wire)} AS ${column.targetType}) AS ${quoteDuckdb(column.target)}`,
  );
  return `SELECT ${list.join(', ')} FROM ${readFiles(files)}`;
}

/**
 * The columns whose types are others than what was asked to be written, as rows `column_name`, `found`, `expected`; none where
 * all is well. Without this, a cast might round.
 */
export function findForeignTypes(files: readonly string[], columns: readonly ColumnMapping[]): string {
  const expected = columns.map((column, index) => `CAST(NULL AS ${parquetType(column.wire)}) AS c${index}`);
  return `SELECT column_name, found.column_type AS found, expected.column_type AS expected
FROM (DESCRIBE SELECT * FROM ${readFiles(files)}) AS found
FULL JOIN (DESCRIBE SELECT ${expected.join(', ')}) AS expected USING (column_name)
WHERE found.column_type IS DISTINCT FROM expected.column_type`;
}

/** What the footers of the files promise, as `row_count` and `byte_count`, uncompressed; nothing else is read. */
export function measureExported(files: readonly string[]): string {
  const paths = files.map(duckdbString).join(', ');
  const bytes = `SELECT sum(total_uncompressed_size) FROM parquet_metadata([${paths}])`;
  return `SELECT CAST(coalesce(sum(num_rows), 0) AS BIGINT) AS row_count, CAST(coalesce((${bytes}), 0) AS BIGINT) AS byte_count FROM parquet_file_metadata([${paths}])`;
}
