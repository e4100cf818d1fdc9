import { asReplicatorError, ReplicatorError } from '../../shared/errors.ts';
import type { TableMetrics } from '../../shared/metrics.ts';
import { sourceLabel, targetLabel } from '../../shared/names.ts';
import type { TablePlan } from '../../shared/plan.ts';
import type { Receipt } from '../../shared/receipt.ts';
import { formatBytes } from '../../shared/text/units.ts';
import type { ReadSlice } from '../levels/level-path.ts';
import { levelPaths } from '../levels/level-paths.ts';
import type { PeakWatch } from '../memory/run-memory.ts';
import { SpoolFolder } from '../spool/spool-folder.ts';
import { isNested } from '../sql/aggregates.ts';
import { countValues, findTable, findTaken, listIndexes } from '../sql/copy-queries.ts';
import { previousName, publishSql, stagingName } from '../sql/target-statements.ts';
import type { SliceState } from '../state/run-state.ts';
import { text } from '../state/state-text.ts';
import { comparableColumns } from '../validate/comparable-columns.ts';
import { compareAggregates } from '../validate/compare-aggregates.ts';
import { compareCounts, countSource } from '../validate/compare-counts.ts';
import { countIdentical } from '../validate/count-identical.ts';
import { canResumeAfter } from './can-resume-after.ts';
import type { TableBoard } from './progress-board.ts';
import { removeRunExports, removeTableExports } from './remove-exports.ts';
import type { RunContext } from './run-context.ts';

/**
 * One table from its first slice to its receipt: extract and stage, validate, publish. Until the publishing transaction
 * is committed the previous table is untouched.
 * @throws ReplicatorError whatever stopped it; staging is kept where a resume can go on with it
 */
export async function replicateTable(table: TablePlan, board: TableBoard, context: RunContext): Promise<Receipt> {
  const spool = new SpoolFolder(context.file, context.runId, table.target);
  try {
    const receipt = await copyTable(table, spool, board, context);
    if (table.keepSpool !== true) await removeSpool(spool, table, context);
    board.enter('done');
    return receipt;
  } catch (thrown) {
    if (!canResumeAfter(asReplicatorError(thrown))) {
      await removeSpool(spool, table, context);
      await removeTableExports(table, context);
    }
    throw thrown;
  }
}

/** What is left of it costs space and nothing else. */
async function removeSpool(spool: SpoolFolder, table: TablePlan, { log }: RunContext): Promise<void> {
  await spool.remove().catch((error: Error) => {
    log('warn', `The spool could not be removed: ${error.message}`, { table: sourceLabel(table.source) });
  });
}

/** An archive has each row once: what was fetched and not loaded is none of it. */
async function keepLoaded(spool: SpoolFolder, source: string, { runId, spooled }: RunContext): Promise<void> {
  const loaded = await spooled.loaded({ runId, source });
  if (loaded !== undefined) await spool.keepOnly(loaded);
}

async function copyTable(
  table: TablePlan,
  spool: SpoolFolder,
  board: TableBoard,
  context: RunContext,
): Promise<Receipt> {
  const source = sourceLabel(table.source);
  const startedAt = new Date();
  using peak = context.memory.watchPeak();
  board.enter('extracting');
  context.log('debug', 'Extracting.', { table: source, slices: table.slices.length });
  const going = context.resumed && (await hasStaging(table, context));
  if (!going) {
    for (const left of await context.state.beginTable(context.runId, table)) {
      if (table.volume !== undefined) await removeRunExports(table.volume, left.runId, context);
      await removeSpool(new SpoolFolder(context.file, left.runId, left.target), table, context);
    }
  }
  const earlier = going ? await context.state.slices(context.runId, source) : new Map<number, SliceState>();
  const counting = countSource(table, context);
  const slices = await levelPaths[table.level].read({ table, earlier, board, context });
  board.enter('validating');
  context.log('debug', 'Validating.', { table: source });
  const total = (pick: (slice: ReadSlice) => number): number => slices.reduce((sum, slice) => sum + pick(slice), 0);
  const { counts, identical, validation, comparedColumns } = await board.phases.time('validate', () =>
    validate(table, slices, counting, context),
  );
  board.storedRows = counts.stored;
  board.enter('publishing');
  context.log('debug', 'Publishing.', { table: source });
  const receipt: Receipt = {
    runId: context.runId,
    source,
    target: targetLabel(table.target),
    level: table.level,
    mode: table.mode,
    ...(table.version === undefined ? {} : { version: table.version }),
    rows: counts,
    validation,
    ...(comparedColumns === undefined ? {} : { comparedColumns }),
    columns: (table.transform?.columns ?? table.columns).length,
    bytes: total((s) => s.bytes),
    wireBytes: total((s) => s.wireBytes),
    slices: slices.length,
    retries: board.retries,
    resumed: slices.some((s) => s.resumed),
    statementIds: slices.map((s) => s.statementId),
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
    metrics: metricsOf(board, peak),
    ...(table.level === 'parquet' && table.keepSpool === true ? { spool: spool.path } : {}),
    notes: [
      ...noteOfCount(table, slices, counts.source),
      ...(slices.some((s) => s.resumed) ? [sinceResume] : []),
      ...(identical === 0 ? [] : [identicalParts(table, identical)]),
      ...(board.spilledBytes === 0 ? [] : [spilled(board.spilledBytes)]),
      ...(board.smallerGroups === 0 ? [] : [smallerGroups(board.smallerGroups)]),
    ],
  };
  if (table.keepSpool === true) await keepLoaded(spool, source, context);
  await publish(table, receipt, context);
  context.log('info', 'Copied.', {
    table: source,
    target: receipt.target,
    rows: counts.stored,
    bytes: receipt.bytes,
    retries: receipt.retries,
    ms: receipt.durationMs,
  });
  return receipt;
}

async function validate(
  table: TablePlan,
  slices: readonly ReadSlice[],
  counting: ReturnType<typeof countSource>,
  context: RunContext,
) {
  const total = (pick: (slice: ReadSlice) => number): number => slices.reduce((sum, slice) => sum + pick(slice), 0);
  const counts = await compareCounts(
    table,
    { manifest: total((s) => s.manifestRows), received: total((s) => s.receivedRows) },
    { ...context, counting },
  );
  const staging = stagingName(table.target, context.runId);
  const identical = countIdentical(slices.flatMap((slice) => slice.chunks));
  const validation = identical > 0 ? 'aggregates' : table.validation;
  const comparedColumns = validation === 'aggregates' ? await provenAggregates(table, staging, context) : undefined;
  if (identical > 0) await refuseUnprovable(table, staging, context);
  return { counts, identical, validation, comparedColumns } as const;
}

/**
 * Two equal files may be one file that came twice. Aggregates find that out for every column but nested ones, unless
 * those hold nothing.
 * @throws ReplicatorError `integrity.payload`
 */
async function refuseUnprovable(table: TablePlan, staging: TablePlan['target'], { sink }: RunContext): Promise<void> {
  const comparable = comparableColumns(table);
  if (comparable.length < table.columns.length) {
    throw new ReplicatorError(
      'integrity.payload',
      'Result files of this table are equal byte for byte, and whether one came twice cannot be told behind its transform.',
      { subject: { table: sourceLabel(table.source) } },
    );
  }
  const nested = comparable.filter(isNested);
  if (nested.length === 0) return;
  const names = nested.map(({ target }) => target);
  const [row] = await sink.query(countValues(staging, names));
  const column = nested.find((_, i) => Number(row?.[`a${i}`]) > 0);
  if (column === undefined) return;
  throw new ReplicatorError(
    'integrity.payload',
    `Some ${partsOf(table)} of this table are equal byte for byte, and whether one came twice cannot be told from the nested column ${column.source}.`,
    { subject: { table: sourceLabel(table.source), column: column.source } },
  );
}

async function provenAggregates(table: TablePlan, staging: TablePlan['target'], context: RunContext): Promise<number> {
  const { differences, comparedColumns } = await compareAggregates(table, staging, context);
  const [first] = differences;
  if (first !== undefined) {
    throw new ReplicatorError(
      'integrity.aggregates',
      `The copy differs from the source: ${differences
        .slice(0, 3)
        .map((d) => d.text)
        .join('; ')}.`,
      {
        subject: { table: sourceLabel(table.source), column: first.column },
      },
    );
  }
  return comparedColumns;
}

/** A commit whose answer was an error may be durable all the same: the state row knows. */
async function publish(table: TablePlan, receipt: Receipt, context: RunContext): Promise<void> {
  const { sink, state, runId, keepPrevious: keep } = context;
  const { target } = table;
  const existing = await sink.query(findTaken(target));
  const indexes = await sink.query(listIndexes(target));
  const replaced = {
    exists: existing.length > 0,
    keep,
    indexes: indexes.map((row) => text(row.index_name)),
    stale: await state.kept(target),
  };
  const statements = publishSql(target, table.transform?.columns ?? table.columns, table.comment, replaced, runId);
  const previous = keep ? (replaced.exists ? previousName(target, runId).table : '') : null;
  try {
    await state.publish(runId, target, statements, receipt, previous);
  } catch (error) {
    const stored = await state.table(runId, receipt.source).catch(() => undefined);
    if (stored?.state !== 'done') throw error;
  }
}

async function hasStaging(table: TablePlan, { runId, sink, state }: RunContext): Promise<boolean> {
  const record = await state.table(runId, sourceLabel(table.source));
  if (record === undefined || record.state === 'abandoned') return false;
  const rows = await sink.query(findTable(stagingName(table.target, runId)));
  return rows.length > 0;
}

function metricsOf(board: TableBoard, peak: PeakWatch | undefined): TableMetrics {
  return {
    phases: board.phases.times,
    ...(peak === undefined ? {} : { peakMemoryBytes: peak.peakBytes }),
    ...(board.smallerGroups === 0 ? {} : { smallerGroups: board.smallerGroups }),
    ...(board.spilledBytes === 0 ? {} : { spilledBytes: board.spilledBytes }),
  };
}

function smallerGroups(times: number): string {
  return `DuckDB had no memory left ${times === 1 ? 'once' : `${times} times`}; the same rows were written again in smaller groups`;
}

const sinceResume = 'retries, bytes over the wire and duration are those of the resumed part';

function noteOfCount(table: TablePlan, slices: readonly ReadSlice[], counted: number | undefined): readonly string[] {
  const unpinned = 'the source was not counted: without a pinned version it may have changed since';
  if (slices.some((slice) => slice.unpromised === true))
    return [
      `${unpinned}; nor does ${table.level === 'basic' ? 'the driver' : 'an export'} say how many rows there are, so a result that was cut would not be noticed`,
    ];
  if (counted !== undefined || table.level === 'basic') return [];
  return [table.version === undefined ? unpinned : 'the source was not counted: the filter makes that a scan'];
}

function spilled(bytes: number): string {
  return `${formatBytes(bytes)} of the frame did not fit into memory and went to the disk for a while`;
}

/** What a result comes in. */
function partsOf({ level }: TablePlan): string {
  return level === 'basic' ? 'batches of rows' : 'result files';
}

function identicalParts(table: TablePlan, count: number): string {
  return `${count} ${partsOf(table)} came with the same content as another one, so all columns were compared with the source`;
}
