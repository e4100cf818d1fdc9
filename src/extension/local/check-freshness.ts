import type { EngineService } from '../../shared/protocol/engine-protocol.ts';
import type { Connections } from '../connections/connections.ts';
import { type FreshnessBook, mayBeSource, originHosts } from './freshness-book.ts';
import type { LocalFiles } from './local-files.ts';

/** What a check found: how many copies are behind, and what kept it from looking at others. */
export interface FreshnessReport {
  readonly checked: number;
  readonly behind: number;
  readonly errors: readonly unknown[];
}

interface FreshnessParts {
  readonly engine: { readonly service: Pick<EngineService, 'checkFreshness'> };
  readonly connections: Pick<Connections, 'list' | 'address'>;
  readonly files: Pick<LocalFiles, 'list' | 'describe'>;
}

/**
 * Asks the workspaces how the copies in the files stand to their sources; REST only.
 * @param unasked - nobody waits for it: the sample warehouse is not started for it
 */
export async function checkFreshness(
  { engine, connections, files }: FreshnessParts,
  book: FreshnessBook,
  { unasked, only = files.list() }: { readonly unasked: boolean; readonly only?: readonly string[] },
): Promise<FreshnessReport> {
  let checked = 0;
  let behind = 0;
  const errors: unknown[] = [];
  for (const file of only) {
    let asked: readonly string[] = [];
    try {
      const hosts = originHosts(await files.describe(file));
      asked = connections
        .list()
        .filter((one) => mayBeSource(one, hosts) && !(unasked && one.kind === 'sample'))
        .map(({ id }) => id);
    } catch (error) {
      errors.push(error);
    }
    for (const id of asked) {
      try {
        const found = await engine.service.checkFreshness(await connections.address(id), file);
        book.note(file, found);
        checked += found.length;
        behind += found.filter(({ state }) => state === 'behind').length;
      } catch (error) {
        errors.push(error);
      }
    }
  }
  return { checked, behind, errors };
}
