import { type DuckDBAppender, DuckDBDataChunk, type DuckDBValue } from '@duckdb/node-api';
import { ReplicatorError } from '../../../shared/errors.ts';
import { unpackRows } from '../../row-batch.ts';
import { checkpointChunks } from '../../sql/checkpoint-statements.ts';
import type { AppendedBatch, AppendRequest } from '../sink.ts';
import type { Cancellation } from './cancellation.ts';
import type { Database } from './database.ts';
import { type RowConverter, rowConverter } from './row-converter.ts';

/** Rows of a data chunk; DuckDB's vectors take no more. */
const mostRows = 2_048;
/** Values of a data chunk, so that a cancel is heard between two of wide tables too. */
const mostValues = 200_000;

/** Writes the rows of a batch and its checkpoint row in one transaction. */
export async function appendBatch(
  database: Database,
  request: AppendRequest,
  cancellation: Cancellation,
): Promise<AppendedBatch> {
  const { staging, batch, chunk: index } = request;
  const startedAt = performance.now();
  let writtenAt = startedAt;
  await database.inTransaction(async () => {
    await database.append(staging.staging, (appender) => appendRows(appender, request, cancellation));
    const { rows, bytes, digest } = batch;
    const { sql, values } = checkpointChunks(request, [{ index, rows, bytes, digest }]);
    await database.run(sql, values);
    cancellation.check();
    writtenAt = performance.now();
  });
  return { appendMs: writtenAt - startedAt, commitMs: performance.now() - writtenAt };
}

function appendRows(appender: DuckDBAppender, { staging, batch }: AppendRequest, cancellation: Cancellation): void {
  const types = Array.from({ length: appender.columnCount }, (_, i) => appender.columnType(i));
  const convert: RowConverter = rowConverter(staging.columns, types);
  const size = Math.max(1, Math.min(mostRows, Math.floor(mostValues / types.length)));
  let rows: DuckDBValue[][] = [];
  const flush = (): void => {
    cancellation.check();
    const chunk = DuckDBDataChunk.create(types, rows.length);
    chunk.setRows(rows);
    appender.appendDataChunk(chunk);
    rows = [];
  };
  let count = 0;
  for (const row of unpackRows(batch)) {
    rows.push(convert(row, count));
    count += 1;
    if (rows.length === size) flush();
  }
  if (rows.length > 0) flush();
  if (count !== batch.rows) {
    throw new ReplicatorError('internal.bug', `A batch of ${batch.rows} rows holds ${count}.`);
  }
}
