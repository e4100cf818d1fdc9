import { removeSpoolsBut } from '../spool/remove-spools.ts';
import { SpoolFolder } from '../spool/spool-folder.ts';
import type { RunContext } from './run-context.ts';

/**
 * What a kill has left between the end of a table and the removal of its spool. Spools of tables that can be gone on with
 * stay, and those that were to be kept. What is left of the others costs space and nothing else.
 */
export async function removeStaleSpools({ file, state, log }: RunContext): Promise<void> {
  const needed = await state.neededSpools();
  const paths = new Set(needed.map(({ runId, target }) => new SpoolFolder(file, runId, target).path));
  await removeSpoolsBut(file, paths).catch((error: Error) => {
    log('warn', `Spools of earlier runs could not be removed: ${error.message}`, {});
  });
}
