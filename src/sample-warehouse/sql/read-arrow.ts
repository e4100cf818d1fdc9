import { openAsBlob } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { Field, makeData, RecordBatch, RecordBatchReader, Schema, Struct } from 'apache-arrow';
import { ParquetFile } from 'parquet-wasm';
import { arrowType, retype } from './arrow-type.ts';
import { textLiteral } from './quote.ts';
import type { Type } from './types.ts';

/** Neither a result file nor a batch of a real warehouse is a multiple of DuckDB's 2,048. */
const batchRows = 3_413;

export interface ReadColumn {
  readonly name: string;
  readonly type: Type;
  readonly nullable: boolean;
}

export function resultSchema(columns: readonly ReadColumn[], timeZone: string): Schema {
  return new Schema(columns.map((column) => new Field(column.name, arrowType(column.type, timeZone), column.nullable)));
}

/**
 * Runs a query whose columns are named `c0`, `c1`, … by way of a Parquet file, which keeps memory bounded whatever
 * the size of the result and is several times as fast as reading vectors.
 */
export async function spoolQuery(connection: DuckDBConnection, query: string, file: string, width: number) {
  const rows = Math.min(61_440, Math.max(2_048, Math.floor(1_000_000 / Math.max(width, 1) / 2_048) * 2_048));
  await connection.run(
    `COPY (${query}) TO ${textLiteral(file)} (FORMAT parquet, COMPRESSION lz4_raw, ROW_GROUP_SIZE ${rows})`,
  );
}

/** The batches of a spooled result; the file goes when they end. */
export async function* readSpooled(
  file: string,
  columns: readonly ReadColumn[],
  schema: Schema,
  signal: AbortSignal,
): AsyncGenerator<RecordBatch> {
  try {
    const parquet = await ParquetFile.fromFile(await openAsBlob(file));
    const groups = parquet.metadata().numRowGroups();
    const struct = new Struct(schema.fields);
    for (let group = 0; group < groups; group += 1) {
      signal.throwIfAborted();
      const table = await parquet.read({ rowGroups: [group], batchSize: batchRows });
      for (const batch of RecordBatchReader.from(table.intoIPCStream())) {
        const children = columns.map((column, index) => {
          const data = batch.data.children[index];
          const field = schema.fields[index];
          if (data === undefined || field === undefined) throw new TypeError(`column ${index} is missing`);
          return retype(data, column.type, field.type);
        });
        if (batch.numRows > 0) {
          yield new RecordBatch(schema, makeData({ type: struct, length: batch.numRows, nullCount: 0, children }));
        }
      }
    }
    parquet.free();
  } finally {
    await rm(file, { force: true });
  }
}
