import type { SourceName } from '../names.ts';
import type { Replication, TableRequest } from './replication.ts';
import { compareExactness, isExact, matchesPattern } from './source-pattern.ts';

/**
 * The entry that speaks for a table. Where several match, the most exact one does, wherever it stands; of equally exact
 * ones the later. It takes nothing over from the others. Undefined where no entry matches, where the one that does is
 * not enabled, or where it has wildcards and `exclude` names the table.
 */
export function chooseRequest(replication: Replication, name: SourceName): TableRequest | undefined {
  const matching = replication.tables.filter((request) => matchesPattern(request.source, name));
  if (matching.length === 0) return undefined;
  const chosen = matching.reduce((best, next) => (compareExactness(next.source, best.source) >= 0 ? next : best));
  const excluded = !isExact(chosen.source) && replication.exclude.some((pattern) => matchesPattern(pattern, name));
  return chosen.enabled && !excluded ? chosen : undefined;
}
