import type { ColumnMapping } from '../../../shared/column-mapping.ts';
import type { ChunkScan } from './chunk-scan.ts';
import type { handOverTypes } from './column-types.ts';
import type { Database } from './database.ts';

/** What a statement reads through the table function of the chunks. */
export interface ChunkReading {
  readonly scan: ChunkScan;
  readonly types: ReturnType<typeof handOverTypes>;
  readonly columns: readonly ColumnMapping[];
  /** How many of DuckDB's threads may read at most; all of them, when absent. */
  readonly threads?: number | undefined;
}

/**
 * Runs one statement that reads all rows of the scan and says how many it wrote.
 * @throws what the scan failed with, rather than what DuckDB made of it
 */
export async function readChunks(
  database: Database,
  { scan, types, columns, threads }: ChunkReading,
  sql: string,
): Promise<number> {
  const { chunkFunction } = database;
  chunkFunction.begin({ scan, types, names: columns.map((column) => column.target), threads });
  try {
    const [counted] = await database.run(sql);
    return Number(counted?.Count);
  } catch (error) {
    throw chunkFunction.failure ?? error;
  } finally {
    chunkFunction.end();
  }
}
