import type { CommittedStatements, Statement } from '../sink.ts';
import type { Cancellation } from './cancellation.ts';
import type { Database } from './database.ts';
import { isConflict } from './duckdb-errors.ts';

const attempts = 3;

/** All statements or none; a write conflict is tried again from the start. */
export async function runTransaction(
  database: Database,
  statements: readonly Statement[],
  cancellation: Cancellation,
): Promise<CommittedStatements> {
  for (let attempt = 1; ; attempt++) {
    const startedAt = performance.now();
    let writtenAt = startedAt;
    try {
      await database.inTransaction(async () => {
        for (const { sql, values } of statements) {
          cancellation.check();
          await database.run(sql, values);
        }
        writtenAt = performance.now();
      });
      return { appendMs: writtenAt - startedAt, commitMs: performance.now() - writtenAt };
    } catch (error) {
      if (attempt === attempts || !isConflict(error)) throw error;
    }
  }
}
