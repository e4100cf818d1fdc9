import type { ColumnMapping } from '../../shared/column-mapping.ts';
import { fillTemplate } from '../../shared/document/target-template.ts';
import { asReplicatorError, ReplicatorError } from '../../shared/errors.ts';
import { sourceLabel } from '../../shared/names.ts';
import type { TableTask } from '../../shared/table-task.ts';
import { chooseColumns } from '../plan/choose-columns.ts';
import type { Sink } from '../sink/sink.ts';
import type { CatalogReader, ControlRow, ControlSession, SourceTable } from '../source/source.ts';
import { countRows, describeDetail, selectColumns } from '../sql/source-queries.ts';
import type { AssessedTask, Assessment } from './assessment.ts';
import { checkStatement } from './check-statement.ts';
import { describeTransform } from './describe-transform.ts';
import { findVersion } from './find-version.ts';
import { measureBounds } from './measure-bounds.ts';

export interface AssessContext {
  readonly catalog: CatalogReader;
  readonly control: ControlSession;
  /** Tables above this size are cut into slices of about it. */
  readonly sliceBytes: number;
  readonly signal: AbortSignal;
  /** Of the sink: for what needs DuckDB and no file. */
  readonly calculate: Sink['calculate'];
}

/**
 * Finds out all that planning one table needs. What is wrong with this table becomes part of the answer; a cancelled or
 * refused connection is thrown, because it is wrong with all of them.
 * @throws ReplicatorError `run.cancelled`, `auth.rejected`, `network.*`
 */
export async function assessTask(task: TableTask, context: AssessContext): Promise<AssessedTask> {
  try {
    return { assessment: await assess(task, context) };
  } catch (thrown) {
    const error = asReplicatorError(thrown);
    if (error.code === 'run.cancelled' || error.code === 'auth.rejected' || error.code.startsWith('network.'))
      throw error;
    return { task, error: error.about({ table: sourceLabel(task.source) }) };
  }
}

/** Names as the catalog spells them, whatever the letter case of the document. */
function respell(task: TableTask, { name }: SourceTable): TableTask {
  const { template } = task;
  return { ...task, source: name, target: template === undefined ? task.target : fillTemplate(template, name) };
}

async function assess(asked: TableTask, context: AssessContext): Promise<Assessment> {
  const { catalog, control, signal } = context;
  const table = await catalog.describeTable(asked.source, signal);
  const task = respell(asked, table);
  const columns = chooseColumns(table.columns, task);
  const pinned = await findVersion(table, control, signal);
  const scope = {
    source: task.source,
    ...('version' in pinned ? { version: pinned.version } : {}),
    ...(task.where === undefined ? {} : { where: task.where }),
  };
  await checkStatement(selectColumns(scope, columns), control, signal);
  const transform = await describe(task, columns, context);
  if (!('version' in pinned)) return { task, table, ...transform, unpinnedReason: pinned.reason };
  const [count] = await control.query(countRows({ source: task.source, version: pinned.version }), signal);
  const rows = requiredNumber(count, 'row_count');
  const detail = await describeDetails(table, context);
  const bounds =
    detail.bytes !== undefined && detail.bytes > context.sliceBytes
      ? await measureBounds(scope, columns, detail, context)
      : undefined;
  return {
    task,
    table,
    ...transform,
    version: pinned.version,
    rows,
    ...(detail.bytes === undefined ? {} : { bytes: detail.bytes }),
    ...(bounds === undefined ? {} : { bounds }),
  };
}

async function describe(
  { transform }: TableTask,
  columns: readonly ColumnMapping[],
  { calculate }: AssessContext,
): Promise<Pick<Assessment, 'transform'>> {
  return transform === undefined ? {} : { transform: await describeTransform(transform, columns, calculate) };
}

async function describeDetails(
  table: SourceTable,
  { control, signal }: AssessContext,
): Promise<{ readonly bytes?: number; readonly preferred: readonly string[] }> {
  const [row] = await control.query(describeDetail(table.name), signal);
  const bytes = row?.sizeInBytes;
  return {
    ...(typeof bytes === 'number' || typeof bytes === 'bigint' ? { bytes: Number(bytes) } : {}),
    preferred: [...columnNames(row?.clusteringColumns), ...table.partitionColumns],
  };
}

/** An array of names, which the driver hands over as JSON text. */
function columnNames(value: unknown): readonly string[] {
  if (typeof value !== 'string' || !value.startsWith('[')) return [];
  const parsed: unknown = JSON.parse(value);
  return Array.isArray(parsed) ? parsed.filter((name) => typeof name === 'string') : [];
}

function requiredNumber(row: ControlRow | undefined, column: string): number {
  const value = row?.[column];
  if (typeof value === 'bigint' || typeof value === 'number') return Number(value);
  throw new ReplicatorError('source.protocol', `The warehouse answered a count without ${column}.`);
}
