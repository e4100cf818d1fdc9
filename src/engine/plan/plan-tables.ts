import { asReplicatorError, ReplicatorError, toErrorData } from '../../shared/errors.ts';
import { sourceLabel, targetLabel } from '../../shared/names.ts';
import type { Limits, Plan, RefusedTable, TablePlan } from '../../shared/plan.ts';
import type { AssessedTask, Assessment, ExistingTables } from '../assess/assessment.ts';
import { divideFrames } from '../memory/divide-memory.ts';
import { selectForDriver } from '../sql/driver-queries.ts';
import { countRows, selectColumns } from '../sql/source-queries.ts';
import { createStagingSql, publishSql } from '../sql/target-statements.ts';
import type { PublishedTable } from '../state/run-history.ts';
import { chooseColumns } from './choose-columns.ts';
import { chooseLevel } from './choose-level.ts';
import { chooseVolume } from './choose-volume.ts';
import { dropsRows } from './drops-rows.ts';
import { estimateSeconds } from './estimate.ts';
import { cutIntoRanges } from './slices.ts';
import { type NamedTask, nameTargets } from './target-names.ts';
import { warnOfMemory } from './warn-of-memory.ts';
import { warnOfSpace } from './warn-of-space.ts';

export interface PlanRequest {
  readonly createdAt: string;
  readonly document: string;
  readonly host: string;
  readonly file: string;
  readonly limits: Limits;
  readonly assessed: readonly AssessedTask[];
  /** Entries of the document that name no table. */
  readonly refused?: readonly { readonly source: string; readonly error: ReplicatorError }[];
  readonly existing: ExistingTables;
  readonly published: readonly PublishedTable[];
  /** What is replaced stays until the next run. */
  readonly keepPrevious: boolean;
  /** Bytes that the disk of the file has left. */
  readonly freeBytes?: number;
  /** Over the wire, as earlier runs measured it or as it is limited; absent where nothing is known. */
  readonly wireBytesPerSecond?: number;
  readonly warehouse?: NonNullable<Plan['warehouse']>;
}

/** From what was assessed to what will be done; pure. A table that cannot be planned is refused, the others stay. */
export function planTables(request: PlanRequest): Plan {
  const assessments = new Map(
    request.assessed.flatMap((one) => ('assessment' in one ? [[one.assessment.task, one.assessment] as const] : [])),
  );
  const refused: RefusedTable[] = [
    ...(request.refused ?? []).map(({ source, error }) => ({ source, error: toErrorData(error) })),
    ...request.assessed.flatMap((one) =>
      'error' in one ? [{ source: sourceLabel(one.task.source), error: toErrorData(one.error) }] : [],
    ),
  ];
  const names = nameTargets([...assessments.keys()], request.published);
  refused.push(
    ...names.refused.map(({ task, error }) => ({ source: sourceLabel(task.source), error: toErrorData(error) })),
  );
  const frames = names.named.filter(({ task }) => assessments.get(task)?.transform?.needsAllRows === true).length;
  const frameMemoryBytes = divideFrames(request.limits, frames);
  const tables: TablePlan[] = [];
  for (const named of names.named) {
    const assessment = assessments.get(named.task);
    if (assessment === undefined) throw new ReplicatorError('internal.bug', 'A task was planned that nobody assessed.');
    try {
      tables.push(planTable(named, assessment, frameMemoryBytes, request));
    } catch (error) {
      const source = sourceLabel(named.task.source);
      refused.push({ source, error: toErrorData(asReplicatorError(error).about({ table: source })) });
    }
  }
  const { createdAt, document, host, file, limits, warehouse } = request;
  const warnings = [warnOfSpace(tables, request.freeBytes), warnOfMemory(limits.memoryBytes)].filter(
    (warning) => warning !== undefined,
  );
  return {
    createdAt,
    document,
    host,
    file,
    limits,
    tables,
    refused,
    ...(warnings.length === 0 ? {} : { warnings }),
    ...(warehouse === undefined ? {} : { warehouse }),
  };
}

function planTable(
  named: NamedTask,
  assessment: Assessment,
  frameMemoryBytes: number,
  request: PlanRequest,
): TablePlan {
  const { task, table, version, rows, bytes } = assessment;
  const columns = chooseColumns(table.columns, task);
  const scope = {
    source: task.source,
    ...(version === undefined ? {} : { version }),
    ...(task.where === undefined ? {} : { where: task.where }),
  };
  const cutColumn = columns.find((column) => column.source === assessment.bounds?.column);
  const chosen = chooseLevel(task, {
    columns,
    frameMemoryBytes,
    needsAllRows: assessment.transform?.needsAllRows === true,
    ...(rows === undefined ? {} : { rows }),
    ...(bytes === undefined ? {} : { bytes }),
    ...(request.freeBytes === undefined ? {} : { freeBytes: request.freeBytes }),
    ...(request.wireBytesPerSecond === undefined ? {} : { wireBytesPerSecond: request.wireBytesPerSecond }),
  });
  // What is staged of a transformed slice cannot be told by the columns of the source.
  const ranges = cutIntoRanges(
    assessment.bounds === undefined || cutColumn === undefined || assessment.transform !== undefined
      ? undefined
      : { ...assessment.bounds, target: cutColumn.target },
  );
  const existing = request.existing.find(
    (one) => targetLabel(one.name).toLowerCase() === targetLabel(named.target).toLowerCase(),
  );
  const label = targetLabel(named.target);
  if (existing?.kind === 'view') {
    throw new ReplicatorError(
      'plan.collision',
      `${label} is a view in the target file; it will not be replaced by a table.`,
    );
  }
  const ours = request.published.some((one) => targetLabel(one.target).toLowerCase() === label.toLowerCase());
  if (existing !== undefined && !ours) {
    throw new ReplicatorError(
      'plan.collision',
      `${label} is in the target file and was not copied there; it will not be replaced.`,
    );
  }
  const volume = chosen.level === 'parquet' ? chooseVolume(task.volume, columns) : {};
  const copied = assessment.transform?.columns ?? columns;
  const seconds = estimateSeconds(rows, bytes, request.wireBytesPerSecond);
  const select = chosen.level === 'basic' ? selectForDriver : selectColumns;
  return {
    source: task.source,
    target: named.target,
    kind: table.kind,
    ...chosen,
    mode: task.mode,
    validation: task.validation,
    ...(version === undefined ? {} : { version }),
    ...(assessment.unpinnedReason === undefined ? {} : { unpinnedReason: assessment.unpinnedReason }),
    columns,
    ...(assessment.transform === undefined ? {} : { transform: assessment.transform }),
    ...(task.keepSpool === undefined ? {} : { keepSpool: task.keepSpool }),
    ...(volume.path === undefined ? {} : { volume: volume.path }),
    ...(task.where === undefined ? {} : { where: task.where }),
    ...(table.comment === undefined ? {} : { comment: table.comment }),
    ...(rows === undefined ? {} : { estimatedRows: rows }),
    ...(bytes === undefined ? {} : { sourceBytes: bytes }),
    ...(seconds === undefined ? {} : { estimatedSeconds: seconds }),
    slices: ranges.map(({ label, stagedCondition, sourceCondition }, index) => ({
      index,
      label,
      stagedCondition,
      sql: select({ ...scope, ...(sourceCondition === undefined ? {} : { slice: sourceCondition }) }, columns),
    })),
    ...(version !== undefined && task.where === undefined ? { countSql: countRows(scope) } : {}),
    sinkSql: [
      createStagingSql(named.target, copied),
      ...publishSql(named.target, copied, table.comment, {
        exists: existing !== undefined,
        keep: request.keepPrevious,
      }),
    ],
    warnings: [
      ...(volume.warning === undefined ? [] : [volume.warning]),
      ...warningsFor(named, assessment, columns, chosen.level, existing?.indexes ?? 0),
    ],
  };
}

function warningsFor(
  named: NamedTask,
  { task, table, version, unpinnedReason, transform }: Assessment,
  columns: TablePlan['columns'],
  level: TablePlan['level'],
  indexes: number,
): readonly string[] {
  const renamed = columns.filter((column) => column.source !== column.target);
  const warnings = [
    named.warning,
    unpinnedReason === undefined
      ? undefined
      : `no version is pinned (${unpinnedReason}): the copy is what one statement saw`,
    table.filtered ? 'a row filter or a column mask is set: the copy is what this identity may see' : undefined,
    level === 'basic' ? warnOfCount(version, task.where) : undefined,
    task.where === undefined || level === 'basic'
      ? undefined
      : 'the rows are counted in the manifest and here; a count of the source would cost a scan because of the filter',
    dropsRows(transform)
      ? 'the transform leaves rows out, so the copy cannot be compared with the source by aggregates'
      : undefined,
    indexes === 0
      ? undefined
      : `${indexes} ${indexes === 1 ? 'index' : 'indexes'} of the local table will be dropped with it`,
    ...renamed.map(
      (column) => `column ${column.source} becomes ${column.target}: DuckDB does not tell upper from lower case`,
    ),
    ...columns.flatMap((column) => (column.loss === undefined ? [] : [`column ${column.source}: ${column.loss}`])),
  ];
  return warnings.filter((warning) => warning !== undefined);
}

/** The driver does not say how many rows a result should have. */
function warnOfCount(version: number | undefined, where: string | undefined): string | undefined {
  if (version === undefined)
    return 'without a pinned version the rows of the source cannot be counted, and the driver promises no number';
  return where === undefined
    ? undefined
    : 'the rows are counted in the source and here, which costs a scan because of the filter';
}
