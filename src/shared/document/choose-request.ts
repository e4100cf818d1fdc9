import type { SourceName } from '../names.ts';
import type { Replication, TableRequest } from './replication.ts';
import { isExact, matchesPattern } from './source-pattern.ts';

/**
 * The entry that speaks for a table: the one without wildcards, wherever it stands, else the last that matches. It takes
 * nothing over from the others. Undefined where no entry matches, where the one that does is not enabled, or where it
 * has wildcards and `exclude` names the table.
 */
export function chooseRequest(replication: Replication, name: SourceName): TableRequest | undefined {
  const matching = replication.tables.filter((request) => matchesPattern(request.source, name));
  const exact = matching.find((request) => isExact(request.source));
  const excluded = replication.exclude.some((pattern) => matchesPattern(pattern, name));
  const chosen = exact ?? (excluded ? undefined : matching.at(-1));
  return chosen?.enabled ? chosen : undefined;
}
