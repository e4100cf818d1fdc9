import { asReplicatorError, ReplicatorError, toErrorData } from '../../shared/errors.ts';
import { sourceLabel, targetLabel } from '../../shared/names.ts';
import type { Plan, TablePlan } from '../../shared/plan.ts';
import type { RunProgress } from '../../shared/progress.ts';
import type { RunSummary, TableOutcome } from '../../shared/receipt.ts';
import { canResumeAfter } from './can-resume-after.ts';
import { ProgressBoard, type TableBoard } from './progress-board.ts';
import { removeRunExports } from './remove-exports.ts';
import { removeStaleSpools } from './remove-stale-spools.ts';
import { replicateTable } from './replicate-table.ts';
import type { RunContext } from './run-context.ts';
import { isSmall, TableTurns } from './table-turns.ts';

/**
 * Replicates every table of a plan, some at once. One table's failure does not stop the others; a cancel stops all, and
 * what is committed stays for a resume.
 */
export async function runPlan(
  plan: Plan,
  context: RunContext,
  onProgress: (progress: RunProgress) => void,
): Promise<RunSummary> {
  const startedAt = Date.now();
  const board = new ProgressBoard(context.runId, plan.tables, onProgress, () => context.memory.usedBytes);
  const turns = new TableTurns(plan.limits.tables);
  const { runId, log } = context;
  log('info', 'Run begun.', { runId, tables: plan.tables.length, host: plan.host });
  try {
    await removeStaleSpools(context);
    const finished = await Promise.all(
      plan.tables.map(async (table, i) => {
        const own = board.tables[i];
        if (own === undefined) throw new ReplicatorError('internal.bug', 'A table has no board.');
        return { table, outcome: await turns.run(isSmall(table), () => runTable(table, own, context)) };
      }),
    );
    const refused = plan.refused.map(
      ({ source, error }): TableOutcome => ({ state: 'failed', source, target: '', error }),
    );
    const tables = [...finished.map(({ outcome }) => outcome), ...refused];
    const state = summarise(tables);
    for (const volume of unneededVolumes(finished)) await removeRunExports(volume, runId, context);
    const unrecorded = await failureOf(() => context.state.end(context.runId, state));
    const durationMs = Date.now() - startedAt;
    log(state === 'failed' ? 'warn' : 'info', `Run ${state}.`, { runId, ms: durationMs });
    if (unrecorded !== undefined) log('error', unrecorded, { runId });
    return {
      runId,
      state,
      tables,
      durationMs,
      ...(plan.limits.bandwidthBytes === undefined ? {} : { bandwidthBytes: plan.limits.bandwidthBytes }),
      ...(unrecorded === undefined ? {} : { unrecorded }),
    };
  } finally {
    board.close();
  }
}

/** Those from which a resume would fetch nothing more: none of their tables can be gone on with. */
function unneededVolumes(
  finished: readonly { readonly table: TablePlan; readonly outcome: TableOutcome }[],
): ReadonlySet<string> {
  const goesOn = finished.filter(
    ({ outcome }) => outcome.state === 'cancelled' || (outcome.state === 'failed' && canResumeAfter(outcome.error)),
  );
  const needed = new Set(goesOn.map(({ table }) => table.volume));
  return new Set(
    finished.flatMap(({ table: { volume } }) => (volume === undefined || needed.has(volume) ? [] : volume)),
  );
}

function summarise(tables: readonly TableOutcome[]): RunSummary['state'] {
  if (tables.some((table) => table.state === 'cancelled')) return 'cancelled';
  return tables.some((table) => table.state === 'failed') ? 'failed' : 'done';
}

async function runTable(table: TablePlan, board: TableBoard, context: RunContext): Promise<TableOutcome> {
  const [source, target] = [sourceLabel(table.source), targetLabel(table.target)];
  if (context.signal.aborted) {
    board.enter('cancelled');
    return { state: 'cancelled', source, target };
  }
  try {
    if (context.resumed) {
      const earlier = await context.state.table(context.runId, source);
      if (earlier?.outcome !== undefined) {
        board.storedRows = earlier.outcome.receipt.rows.stored;
        board.enter('done');
        return earlier.outcome;
      }
      const later = await context.state.laterCopy(context.runId, table.target);
      if (later !== undefined) {
        throw new ReplicatorError('run.notResumable', `The run ${later} has copied ${source} since.`);
      }
    }
    return { state: 'done', source, target, receipt: await replicateTable(table, board, context) };
  } catch (thrown) {
    const error = (context.signal.aborted ? cancelled() : asReplicatorError(thrown)).about({ table: source });
    board.error = toErrorData(error);
    const level = error.code === 'run.cancelled' ? 'info' : 'error';
    context.log(level, error.message, { ...error.facts, code: error.code, table: source });
    board.enter(error.code === 'run.cancelled' ? 'cancelled' : 'failed');
    const unrecorded = await failureOf(() =>
      context.state.failTable(context.runId, table, error, canResumeAfter(error)),
    );
    if (unrecorded !== undefined) {
      return {
        state: 'failed',
        source,
        target,
        error: { ...toErrorData(error), message: `${error.message} (${unrecorded})` },
      };
    }
    return error.code === 'run.cancelled'
      ? { state: 'cancelled', source, target }
      : { state: 'failed', source, target, error: toErrorData(error) };
  }
}

function cancelled(): ReplicatorError {
  return new ReplicatorError('run.cancelled', 'Cancelled.');
}

/** An interrupt that was meant for what ran before can still hit what is written next. */
const mostInterrupts = 5;

/** After a full disk or a lost file even the failure cannot be written down; then people are told so. */
async function failureOf(write: () => Promise<void>): Promise<string | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await write();
      return undefined;
    } catch (thrown) {
      const error = asReplicatorError(thrown);
      if (error.code !== 'run.cancelled' || attempt === mostInterrupts) {
        return `the state of the run could not be written down: ${error.message}`;
      }
    }
  }
}
