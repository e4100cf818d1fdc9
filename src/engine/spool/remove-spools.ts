import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { removeEmpty, spoolOf } from './spool-folder.ts';

/**
 * Removes what is in the spool of a database, but for some tables of some runs.
 * @param kept - paths as `SpoolFolder` has them
 */
export async function removeSpoolsBut(file: string, kept: ReadonlySet<string>): Promise<void> {
  const spool = spoolOf(file);
  for (const run of await foldersIn(spool)) {
    for (const table of await foldersIn(run)) if (!kept.has(table)) await rm(table, { recursive: true, force: true });
    await removeEmpty(run);
  }
  await removeEmpty(spool);
}

async function foldersIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => path.join(folder, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
