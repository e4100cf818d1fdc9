import type { ColumnMapping } from '../../shared/column-mapping.ts';
import type { TargetName } from '../../shared/names.ts';
import type { Statement } from '../sink/sink.ts';
import { stateTables } from '../state/schema.ts';
import { chunkFunction } from './chunk-function.ts';
import { duckdbString, quoteDuckdb, quoteTargetName } from './duckdb-text.ts';
import { selectExported } from './exported-files.ts';

/** Codecs that DuckDB's Parquet writer knows and the spool uses. */
export type ParquetCodec = 'zstd' | 'snappy' | 'uncompressed';

/** As many rows as DuckDB's own row groups have, so that loading fills them. */
const rowGroupRows = 122_880;

export function copyChunks(file: string, codec: ParquetCodec): string {
  return `COPY (SELECT * FROM ${chunkFunction}()) TO ${duckdbString(file)} (FORMAT parquet, COMPRESSION ${codec}, ROW_GROUP_SIZE ${rowGroupRows})`;
}

/** By name, whatever a folder of the path is called. */
export function insertSpooled(table: TargetName, columns: readonly ColumnMapping[], files: readonly string[]): string {
  const list = columns.map((column) => quoteDuckdb(column.target)).join(', ');
  const paths = files.map(duckdbString).join(', ');
  return `INSERT INTO ${quoteTargetName(table)} (${list}) SELECT ${list} FROM read_parquet([${paths}], hive_partitioning = false)`;
}

/** The same of files that a warehouse wrote. */
export function insertExported(table: TargetName, columns: readonly ColumnMapping[], files: readonly string[]): string {
  const list = columns.map((column) => quoteDuckdb(column.target)).join(', ');
  return `INSERT INTO ${quoteTargetName(table)} (${list}) ${selectExported(files, columns)}`;
}

interface SliceKey {
  readonly runId: string;
  readonly source: string;
  readonly slice: number;
}

const ofSlice = 'run_id = $1 AND source = $2 AND slice = $3';
const valuesOf = ({ runId, source, slice }: SliceKey): readonly [string, string, number] => [runId, source, slice];

export function listSpooled(key: SliceKey): Statement {
  return {
    sql: `SELECT chunk, rows, bytes, digest, file, file_bytes FROM ${stateTables.spooled} WHERE ${ofSlice} ORDER BY chunk`,
    values: valuesOf(key),
  };
}

export function forgetSpooled(key: SliceKey): Statement {
  return { sql: `DELETE FROM ${stateTables.spooled} WHERE ${ofSlice}`, values: valuesOf(key) };
}

/** @param names - of the files, as they were written down */
export function forgetSpooledFiles(key: SliceKey, names: readonly string[]): Statement {
  const list = names.map(duckdbString).join(', ');
  return { sql: `DELETE FROM ${stateTables.spooled} WHERE ${ofSlice} AND file IN (${list})`, values: valuesOf(key) };
}

/** What is loaded is in staging: its checkpoints move on. */
export function checkpointSpooled(key: SliceKey, names: readonly string[]): readonly Statement[] {
  const list = names.map(duckdbString).join(', ');
  return [
    {
      sql: `INSERT INTO ${stateTables.chunks} (run_id, source, slice, chunk, rows, bytes, digest) SELECT run_id, source, slice, chunk, rows, bytes, digest FROM ${stateTables.spooled} WHERE ${ofSlice} AND file IN (${list})`,
      values: valuesOf(key),
    },
    forgetSpooledFiles(key, names),
  ];
}
