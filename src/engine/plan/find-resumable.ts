import type { TargetName } from '../../shared/names.ts';
import type { Plan } from '../../shared/plan.ts';
import type { ExistingTables } from '../assess/assessment.ts';
import { stagingName } from '../sql/target-statements.ts';
import type { UnfinishedTable } from '../state/run-history.ts';

/** The first of these runs that has rows in staging for a table of the plan. */
export function findResumable(
  plan: Pick<Plan, 'tables'>,
  unfinished: readonly UnfinishedTable[],
  existing: ExistingTables,
): string | undefined {
  const planned = new Set(plan.tables.map(({ target }) => key(target)));
  const there = new Set(existing.map(({ name }) => key(name)));
  return unfinished.find(({ runId, target }) => planned.has(key(target)) && there.has(key(stagingName(target, runId))))
    ?.runId;
}

/** DuckDB's names do not know letter case. */
function key({ schema, table }: TargetName): string {
  return JSON.stringify([schema.toLowerCase(), table.toLowerCase()]);
}
