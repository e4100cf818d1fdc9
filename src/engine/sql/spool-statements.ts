import type { ColumnMapping } from '../../shared/column-mapping.ts';
import type { TargetName } from '../../shared/names.ts';
import type { Statement } from '../sink/sink.ts';
import type { SliceKey } from '../state/checkpoint.ts';
import { stateTables } from '../state/schema.ts';
import { chunkFunction } from './chunk-function.ts';
import { duckdbString, quoteDuckdb, quoteTargetName } from './duckdb-text.ts';
import { selectExported } from './exported-files.ts';

/** Codecs that DuckDB's Parquet writer knows and the spool uses. */
export type ParquetCodec = 'zstd' | 'snappy' | 'uncompressed';

/** As many rows as DuckDB's own row groups have, so that loading fills them. */
const rowGroupRows = 122_880;

/** @param rowGroupBytes - in memory; the row groups of wide rows have fewer of them */
export function copyChunks(file: string, codec: ParquetCodec, rowGroupBytes: number): string {
  // Values that cannot be compressed do not come again either, and looking for those that do takes half of the time.
  const dictionary = codec === 'uncompressed' ? ', DICTIONARY_SIZE_LIMIT 1' : '';
  return `COPY (SELECT * FROM ${chunkFunction}()) TO ${duckdbString(file)} (FORMAT parquet, COMPRESSION ${codec}, ROW_GROUP_SIZE ${rowGroupRows}, ROW_GROUP_SIZE_BYTES ${rowGroupBytes}${dictionary})`;
}

/** Where rows of the spool go, and how. */
export interface SpoolLoading {
  readonly name: TargetName;
  readonly columns: readonly ColumnMapping[];
  /** The files are those of a warehouse, and not our own. */
  readonly exported: boolean;
  /** One thread does it all: each has a row group in memory. */
  readonly oneThread: boolean;
}

/** By name, whatever a folder of the path is called. */
export function insertSpooled(loading: SpoolLoading, files: readonly string[]): string {
  const { name, columns, exported, oneThread } = loading;
  const list = columns.map((column) => quoteDuckdb(column.target)).join(', ');
  const paths = files.map(duckdbString).join(', ');
  const select = exported
    ? selectExported(files, columns)
    : `SELECT ${list} FROM read_parquet([${paths}], hive_partitioning = false)`;
  // DuckDB counts rows in one thread only, and the number of threads cannot be set for a statement.
  return `INSERT INTO ${quoteTargetName(name)} (${list}) ${select}${oneThread ? ' QUALIFY row_number() OVER () > 0' : ''}`;
}

/** Reads every value, or fails. */
export function readThrough(file: string): string {
  return `SELECT bit_xor(hash(COLUMNS(*))) FROM read_parquet([${duckdbString(file)}], hive_partitioning = false)`;
}

const ofSlice = 'run_id = $1 AND source = $2 AND slice = $3';
const valuesOf = ({ runId, source, slice }: SliceKey): readonly [string, string, number] => [runId, source, slice];

export function listSpooled(key: SliceKey): Statement {
  return {
    sql: `SELECT chunk, rows, bytes, digest, file, file_bytes FROM ${stateTables.spooled} WHERE ${ofSlice} ORDER BY chunk`,
    values: valuesOf(key),
  };
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
      sql: `INSERT INTO ${stateTables.chunks} (run_id, source, slice, chunk, rows, bytes, digest, file) SELECT run_id, source, slice, chunk, rows, bytes, digest, file FROM ${stateTables.spooled} WHERE ${ofSlice} AND file IN (${list})`,
      values: valuesOf(key),
    },
    forgetSpooledFiles(key, names),
  ];
}

/** Names of the files whose rows are in staging, as `file`; NULL for rows that came from none. */
export function listLoaded({ runId, source }: Pick<SliceKey, 'runId' | 'source'>): Statement {
  return {
    sql: `SELECT DISTINCT file FROM ${stateTables.chunks} WHERE run_id = $1 AND source = $2`,
    values: [runId, source],
  };
}
