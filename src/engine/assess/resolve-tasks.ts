import type { Replication, TableRequest } from '../../shared/document/replication.ts';
import { exactName, matchesPattern, patternLabel, type SourcePattern } from '../../shared/document/source-pattern.ts';
import { suggest } from '../../shared/document/suggest.ts';
import { fillTemplate } from '../../shared/document/target-template.ts';
import { asReplicatorError, type ErrorCode, ReplicatorError } from '../../shared/errors.ts';
import { type SourceName, sourceLabel } from '../../shared/names.ts';
import type { TableTask } from '../../shared/table-task.ts';
import type { CatalogReader } from '../source/source.ts';
import { listMatching } from './list-matching.ts';

/** Entries with wildcards that could not be listed, or that nothing matches, stand beside the tables of the others. */
export interface ResolvedTasks {
  readonly tasks: readonly TableTask[];
  readonly refused: readonly { readonly source: string; readonly error: ReplicatorError }[];
}

/** What is wrong with one entry only. */
const ofThisEntry: ReadonlySet<ErrorCode> = new Set(['plan.nothingToDo', 'source.notFound', 'auth.forbidden']);

/**
 * The tables that a document means, each once. An exact entry wins over wildcards, among wildcards the later one; an
 * entry that is switched off takes its tables away from the entries before it.
 * @throws ReplicatorError `plan.nothingToDo`, `source.notFound` or `auth.forbidden` where nothing is left to copy
 */
export async function resolveTasks(
  replication: Replication,
  catalog: CatalogReader,
  signal: AbortSignal,
): Promise<ResolvedTasks> {
  const refused: { source: string; error: ReplicatorError }[] = [];
  const chosen = new Map<string, TableTask | undefined>();
  const take = (source: SourceName, request: TableRequest): void => {
    chosen.set(sourceLabel(source).toLowerCase(), request.enabled ? toTask(source, request) : undefined);
  };
  for (const request of replication.tables) {
    if (exactName(request.source) !== undefined) continue;
    const label = patternLabel(request.source);
    try {
      const found = await listMatching(request.source, catalog, signal);
      const kept = found.filter((name) => !replication.exclude.some((pattern) => matchesPattern(pattern, name)));
      if (kept.length === 0 && request.enabled)
        throw new ReplicatorError('plan.nothingToDo', `Nothing that you may see matches ${label}.`);
      for (const name of kept) take(name, request);
    } catch (thrown) {
      const error = asReplicatorError(thrown);
      if (!ofThisEntry.has(error.code)) throw error;
      if (request.enabled) refused.push({ source: label, error });
    }
  }
  for (const request of replication.tables) {
    const exact = exactName(request.source);
    if (exact !== undefined) take(exact, request);
  }
  const tasks = [...chosen.values()].filter((task) => task !== undefined);
  if (tasks.length === 0)
    throw refused[0]?.error ?? new ReplicatorError('plan.nothingToDo', 'The document has no table to copy.');
  return replication.only === undefined ? { tasks, refused } : { tasks: narrow(tasks, replication.only), refused: [] };
}

function narrow(tasks: readonly TableTask[], only: readonly SourcePattern[]): readonly TableTask[] {
  for (const pattern of only) {
    if (tasks.some((task) => matchesPattern(pattern, task.source))) continue;
    const label = patternLabel(pattern);
    const meant = suggest(
      label,
      tasks.map((task) => sourceLabel(task.source)),
    );
    const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
    throw new ReplicatorError('plan.nothingToDo', `No table of the document matches ${label}.${hint}`);
  }
  return tasks.filter((task) => only.some((pattern) => matchesPattern(pattern, task.source)));
}

function toTask(source: SourceName, request: TableRequest): TableTask {
  return {
    source,
    target: fillTemplate(request.target, source),
    template: request.target,
    targetIsExplicit: !/\{/.test(request.target.schema + request.target.table),
    level: request.level,
    mode: request.mode,
    validation: request.validate,
    ...(request.columns === undefined ? {} : { columns: request.columns }),
    ...(request.excludeColumns.length === 0 ? {} : { exclude: request.excludeColumns }),
    ...(request.where === undefined ? {} : { where: request.where }),
    ...(request.transform === undefined ? {} : { transform: request.transform }),
    ...(request.keepSpool === undefined ? {} : { keepSpool: request.keepSpool }),
    ...(request.volume === undefined ? {} : { volume: request.volume }),
  };
}
