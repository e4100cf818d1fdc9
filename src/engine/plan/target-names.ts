import { reservedSchemas } from '../../shared/document/target-template.ts';
import { ReplicatorError } from '../../shared/errors.ts';
import { sourceLabel, type TargetName, targetLabel } from '../../shared/names.ts';
import type { TableTask } from '../../shared/table-task.ts';
import type { PublishedTable } from '../state/run-history.ts';

export interface NamedTask {
  readonly task: TableTask;
  readonly target: TargetName;
  /** Said in the plan: why the name is not the one of the template. */
  readonly warning?: string;
}

/** Schemas that DuckDB or the replicator keep for themselves. */
const reserved = new Set([...reservedSchemas, 'temp', 'system']);

const key = (target: TargetName): string => targetLabel(target).toLowerCase();

/**
 * The name in DuckDB of every task, no two the same. Where tables of several catalogs meet on one name, or the schema is
 * reserved, the schema becomes `{catalog}_{schema}`; what then still meets is refused, and so is a name that was written
 * down twice. A table that was copied before keeps the one of the two names that it then got, whoever comes beside it.
 * @returns refused tasks with `plan.collision`, in the order of the tasks
 */
export function nameTargets(
  tasks: readonly TableTask[],
  published: readonly PublishedTable[],
): {
  readonly named: readonly NamedTask[];
  readonly refused: readonly { readonly task: TableTask; readonly error: ReplicatorError }[];
} {
  const wanted = countBy(tasks.map((task) => key(task.target)));
  const candidates = tasks.map((task): NamedTask => {
    const isReserved = reserved.has(task.target.schema.toLowerCase());
    const meets = (wanted.get(key(task.target)) ?? 0) > 1;
    if (task.targetIsExplicit) return { task, target: task.target };
    const target = { schema: `${task.source.catalog}_${task.source.schema}`, table: task.target.table };
    const before = copiedTo(task, published).find((one) => one === key(target) || one === key(task.target));
    if (before === key(task.target) || (before === undefined && !isReserved && !meets))
      return { task, target: task.target };
    const why = isReserved
      ? `the schema ${task.target.schema} is reserved`
      : `another table is, or was, called ${targetLabel(task.target)} too`;
    return { task, target, warning: `goes into ${targetLabel(target)}, because ${why}` };
  });
  const taken = countBy(candidates.map(({ target }) => key(target)));
  const named: NamedTask[] = [];
  const refused: { task: TableTask; error: ReplicatorError }[] = [];
  for (const candidate of candidates) {
    const reason = refusal(candidate, taken.get(key(candidate.target)) ?? 0);
    if (reason === undefined) named.push(candidate);
    else
      refused.push({
        task: candidate.task,
        error: new ReplicatorError('plan.collision', reason, {
          subject: { table: sourceLabel(candidate.task.source) },
        }),
      });
  }
  return { named, refused };
}

function copiedTo({ source }: TableTask, published: readonly PublishedTable[]): readonly string[] {
  const label = sourceLabel(source).toLowerCase();
  return published.filter((one) => one.source.toLowerCase() === label).map((one) => key(one.target));
}

function refusal({ target }: NamedTask, count: number): string | undefined {
  const label = targetLabel(target);
  if (count > 1) return `${count} tables would be called ${label}.`;
  if (reserved.has(target.schema.toLowerCase())) return `The schema of ${label} is reserved.`;
  if (target.schema === '' || target.table === '' || /\0/.test(label))
    return `DuckDB allows neither an empty name nor a NUL in one: ${JSON.stringify(label)}.`;
  return undefined;
}

function countBy(keys: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const one of keys) counts.set(one, (counts.get(one) ?? 0) + 1);
  return counts;
}
