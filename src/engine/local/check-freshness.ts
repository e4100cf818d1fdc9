import pLimit from 'p-limit';
import type { TableDetails } from '../../shared/catalog-entries.ts';
import { ReplicatorError } from '../../shared/errors.ts';
import type { Freshness, LocalFile } from '../../shared/local-file.ts';
import { parseSourceLabel, type SourceName, targetLabel } from '../../shared/names.ts';
import { judgeFreshness } from './judge-freshness.ts';

/** Tables that the catalog is asked about at once. */
const atOnce = 4;

/**
 * For every copy in the file that came from this workspace.
 * @param describe - asks the catalog
 * @throws what asking throws, unless it concerns one table only
 */
export async function checkFreshness(
  file: Pick<LocalFile, 'tables'>,
  host: string,
  describe: (name: SourceName) => Promise<TableDetails>,
): Promise<readonly Freshness[]> {
  const limit = pLimit(atOnce);
  const checks = file.tables.map(({ name, origin }) => {
    if (origin === undefined || origin.host !== host) return [];
    return limit(async () => ({
      target: targetLabel(name),
      ...(await judge(origin, () => describe(parseSourceLabel(origin.source)))),
    }));
  });
  return (await Promise.all(checks)).flat();
}

async function judge(
  origin: Parameters<typeof judgeFreshness>[0],
  describe: () => Promise<TableDetails>,
): Promise<Pick<Freshness, 'state' | 'reason'>> {
  try {
    return judgeFreshness(origin, await describe());
  } catch (thrown) {
    const code = thrown instanceof ReplicatorError ? thrown.code : undefined;
    if (code !== 'source.notFound' && code !== 'auth.forbidden') throw thrown;
    return { state: 'unknown', reason: 'The source is not there any more, or you may not see it.' };
  }
}
