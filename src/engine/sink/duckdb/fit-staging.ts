import type { ColumnMapping } from '../../../shared/column-mapping.ts';
import { BatchMemory } from '../../arrow/batch-memory.ts';
import { readColumns } from '../../arrow/column.ts';
import { DistinctTexts } from '../../arrow/distinct-texts.ts';
import { anyRow, recreateStagingSql, storageVersion } from '../../sql/target-statements.ts';
import type { IngestRequest } from '../sink.ts';
import type { ArrivedChunk } from './chunk-inbox.ts';
import { openChunk, rowGroupRows } from './chunk-scan.ts';
import type { Database } from './database.ts';

/** Rows that are looked at, and fewer tell nothing: about what a dictionary of DuckDB covers, which fills a block of 256 KiB. */
const sampleRows = 16_384;

/** Files for these versions have nothing but FSST where a dictionary does not pay; later ones know of more. */
const versionWithFsst = 'v1.0.0+';

/**
 * Tells DuckDB which text columns hardly repeat, as long as the staging table is empty. Left alone it looks for repetitions
 * value by value, for up to half the CPU of the insert, and then compresses them by FSST all the same.
 */
export async function fitStaging(
  database: Database,
  { staging: { staging, columns }, rowsLeft = 0, transform }: IngestRequest,
  first: ArrivedChunk | undefined,
): Promise<void> {
  if (first === undefined || transform !== undefined || rowsLeft < rowGroupRows) return;
  const [file] = await database.run(storageVersion);
  if (file?.version !== versionWithFsst || (await database.run(anyRow(staging))).length > 0) return;
  const distinct = distinctColumns(first, columns);
  if (distinct.length === 0) return;
  await database.inTransaction(async () => {
    for (const sql of recreateStagingSql(staging, columns, distinct)) await database.run(sql);
  });
}

function distinctColumns(chunk: ArrivedChunk, columns: readonly ColumnMapping[]): readonly ColumnMapping[] {
  const { stream, shapes } = openChunk(chunk, columns);
  const texts = new Map(
    columns.flatMap((column, i) => (column.wire.kind === 'text' ? [[i, new DistinctTexts()]] : [])),
  );
  const memory = new BatchMemory();
  const names = columns.map(({ source }) => source);
  let left = sampleRows;
  for (const batch of texts.size === 0 ? [] : stream.batches) {
    if (left === 0) break;
    const { buffer, layout } = memory.load(stream.buffer, batch);
    const read = readColumns(buffer, layout, shapes, names);
    const rows = Math.min(left, batch.rows);
    for (const [i, sample] of texts) if (read[i] !== undefined) sample.add(read[i], rows);
    left -= rows;
  }
  return left > 0 ? [] : columns.filter((_, i) => texts.get(i)?.areMany);
}
