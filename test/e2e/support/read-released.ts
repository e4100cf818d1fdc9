import { readCopy } from '../../support/read-copy.ts';
import { until } from './until.ts';

/** Rows of a query over a DuckDB file, as soon as the engine has let go of it. */
export async function readReleased(file: string, sql: string): Promise<Awaited<ReturnType<typeof readCopy>>> {
  return until(`${file} to be let go`, async () => {
    try {
      return await readCopy(file, sql);
    } catch (error) {
      if (error instanceof Error && error.message.includes('Conflicting lock')) return undefined;
      throw error;
    }
  });
}
