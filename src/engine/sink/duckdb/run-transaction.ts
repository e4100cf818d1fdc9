import type { Statement } from '../sink.ts';
import type { Cancellation } from './cancellation.ts';
import type { Database } from './database.ts';
import { isConflict } from './duckdb-errors.ts';

const attempts = 3;

/** All statements or none; a write conflict is tried again from the start. */
export async function runTransaction(
  database: Database,
  statements: readonly Statement[],
  cancellation: Cancellation,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await database.inTransaction(async () => {
        for (const { sql, values } of statements) {
          cancellation.check();
          await database.run(sql, values);
        }
      });
      return;
    } catch (error) {
      if (attempt === attempts || !isConflict(error)) throw error;
    }
  }
}
