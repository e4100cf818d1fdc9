import type { Parts } from '../parts.ts';
import { type FreshnessBook, mayBeSource, originHosts } from './freshness-book.ts';

/** What a check found: how many copies are behind, and what kept it from looking at others. */
export interface FreshnessReport {
  readonly checked: number;
  readonly behind: number;
  readonly errors: readonly unknown[];
}

/**
 * Asks the workspaces how the copies in the files stand to their sources; REST only.
 * @param unasked - nobody waits for it: the sample warehouse is not started for it
 */
export async function checkFreshness(
  { engine, connections, files }: Pick<Parts, 'engine' | 'connections' | 'files'>,
  book: FreshnessBook,
  { unasked, only = files.list() }: { readonly unasked: boolean; readonly only?: readonly string[] },
): Promise<FreshnessReport> {
  let checked = 0;
  let behind = 0;
  const errors: unknown[] = [];
  for (const file of only) {
    try {
      const hosts = originHosts(await files.describe(file));
      for (const connection of connections.list()) {
        if (!mayBeSource(connection, hosts) || (unasked && connection.kind === 'sample')) continue;
        const found = await engine.service.checkFreshness(await connections.address(connection.id), file);
        book.note(file, found);
        checked += found.length;
        behind += found.filter(({ state }) => state === 'behind').length;
      }
    } catch (error) {
      errors.push(error);
    }
  }
  return { checked, behind, errors };
}
