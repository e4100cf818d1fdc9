import type { Replication, TableRequest } from '../../shared/document/replication.ts';
import {
  exactName,
  matchesPart,
  matchesPattern,
  patternLabel,
  type SourcePattern,
} from '../../shared/document/source-pattern.ts';
import { suggest } from '../../shared/document/suggest.ts';
import { fillTemplate } from '../../shared/document/target-template.ts';
import { ReplicatorError } from '../../shared/errors.ts';
import { type SourceName, sourceLabel } from '../../shared/names.ts';
import type { TableTask } from '../../shared/table-task.ts';
import type { CatalogReader } from '../source/source.ts';

/**
 * The tables that a document means, each once. An exact entry wins over wildcards, among wildcards the later one; an
 * entry that is switched off takes its tables away from the entries before it.
 * @throws ReplicatorError `plan.nothingToDo` where a wildcard or the whole document matches nothing
 */
export async function resolveTasks(
  replication: Replication,
  catalog: CatalogReader,
  signal: AbortSignal,
): Promise<readonly TableTask[]> {
  const chosen = new Map<string, TableTask | undefined>();
  const take = (source: SourceName, request: TableRequest): void => {
    chosen.set(sourceLabel(source).toLowerCase(), request.enabled ? toTask(source, request) : undefined);
  };
  for (const request of replication.tables) {
    if (exactName(request.source) !== undefined) continue;
    const found = await list(request.source, catalog, signal);
    const kept = found.filter((name) => !replication.exclude.some((pattern) => matchesPattern(pattern, name)));
    if (kept.length === 0 && request.enabled) {
      throw new ReplicatorError(
        'plan.nothingToDo',
        `Nothing that you may see matches ${patternLabel(request.source)}.`,
      );
    }
    for (const name of kept) take(name, request);
  }
  for (const request of replication.tables) {
    const exact = exactName(request.source);
    if (exact !== undefined) take(exact, request);
  }
  const tasks = [...chosen.values()].filter((task) => task !== undefined);
  if (tasks.length === 0) throw new ReplicatorError('plan.nothingToDo', 'The document has no table to copy.');
  return replication.only === undefined ? tasks : narrow(tasks, replication.only);
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

async function list(
  pattern: SourcePattern,
  catalog: CatalogReader,
  signal: AbortSignal,
): Promise<readonly SourceName[]> {
  const catalogs = pattern.catalog.wild
    ? (await catalog.listCatalogs(signal)).filter((name) => matchesPart(pattern.catalog, name))
    : [pattern.catalog.text];
  const names: SourceName[] = [];
  for (const one of catalogs) {
    const schemas = pattern.schema.wild
      ? (await catalog.listSchemas(one, signal)).filter(
          (name) => matchesPart(pattern.schema, name) && name !== 'information_schema',
        )
      : [pattern.schema.text];
    for (const schema of schemas) {
      const tables = await catalog.listTables(one, schema, signal);
      names.push(...tables.map(({ name }) => name).filter((name) => matchesPart(pattern.table, name.table)));
    }
  }
  return names.sort((a, b) => (sourceLabel(a) < sourceLabel(b) ? -1 : 1));
}

function toTask(source: SourceName, request: TableRequest): TableTask {
  return {
    source,
    target: fillTemplate(request.target, source),
    targetIsExplicit: !/\{/.test(request.target.schema + request.target.table),
    level: request.level,
    mode: request.mode,
    validation: request.validate,
    ...(request.columns === undefined ? {} : { columns: request.columns }),
    ...(request.excludeColumns.length === 0 ? {} : { exclude: request.excludeColumns }),
    ...(request.where === undefined ? {} : { where: request.where }),
  };
}
