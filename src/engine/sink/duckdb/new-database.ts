import { existsSync, linkSync, rmSync } from 'node:fs';
import duckdb from '@duckdb/node-bindings';
import { attachFile, detachFile, detachIfAttached } from '../../sql/sink-statements.ts';

/**
 * Where there is no file yet, an empty database appears under its name all at once. While DuckDB itself makes one, the
 * file is none for a moment, and after a kill in this moment nothing can open it any more.
 */
export async function createDatabase(raw: duckdb.Connection, file: string): Promise<void> {
  // A log without its database is removed by DuckDB, but beside a new one it would be replayed.
  if (existsSync(file) || existsSync(`${file}.wal`)) return;
  const draft = `${file}.new`;
  try {
    // A kill may have left one.
    removeDraft(draft);
    await duckdb.query(raw, attachFile(draft, false));
    await duckdb.query(raw, detachFile);
    // Unlike a rename, it leaves alone what another program has put there meanwhile.
    linkSync(draft, file);
  } catch {
    // Not every file system has links; whatever else was in the way is told when the file itself is attached.
  } finally {
    await duckdb.query(raw, detachIfAttached);
    removeDraft(draft);
  }
}

function removeDraft(draft: string): void {
  for (const file of [draft, `${draft}.wal`]) rmSync(file, { force: true });
}
