import type { ErrorData } from '../../../src/shared/errors.ts';
import type { TablePhase, TableProgress } from '../../../src/shared/progress.ts';
import type { Receipt } from '../../../src/shared/receipt.ts';
import type { RunRecord } from '../../../src/shared/run-record.ts';

/** One table of a run, whether it goes on or has ended. */
export interface RunTable {
  readonly source: string;
  readonly target: string;
  readonly phase: TablePhase;
  readonly progress?: TableProgress;
  readonly receipt?: Receipt;
  readonly error?: ErrorData;
}

/** How soon a person wants to see it, while the run goes on. */
const urgency: Record<TablePhase, number> = {
  failed: 0,
  extracting: 1,
  loading: 1,
  validating: 1,
  publishing: 1,
  waiting: 2,
  cancelled: 3,
  done: 4,
};

export function runTables({ summary, progress }: RunRecord): readonly RunTable[] {
  if (summary !== undefined) {
    const ended = summary.tables.map((outcome): RunTable => {
      const { source, target, state: phase } = outcome;
      if (outcome.state === 'done') return { source, target, phase, receipt: outcome.receipt };
      return outcome.state === 'failed' ? { source, target, phase, error: outcome.error } : { source, target, phase };
    });
    return inOrder(ended);
  }
  return inOrder(
    (progress?.tables ?? []).map((table): RunTable => {
      const { source, target, phase, error } = table;
      return { source, target, phase, progress: table, ...(error === undefined ? {} : { error }) };
    }),
  );
}

function inOrder(tables: readonly RunTable[]): readonly RunTable[] {
  return tables
    .map((table, index) => ({ table, index }))
    .sort((a, b) => urgency[a.table.phase] - urgency[b.table.phase] || a.index - b.index)
    .map(({ table }) => table);
}

export interface RunTotals {
  readonly tables: number;
  readonly done: number;
  readonly failed: number;
  readonly rows: number;
  readonly totalRows?: number;
  readonly bytes: number;
  readonly slices: { readonly done: number; readonly total: number };
  readonly retries: number;
  readonly elapsedMs: number;
  readonly rowsPerSecond: number;
  readonly bytesPerSecond: number;
  /** From 0 to 1; absent where the end is not known. */
  readonly fraction?: number;
  /** By the rate of the whole run so far; absent near its start, and once all rows have come. */
  readonly remainingMs?: number;
}

export function runTotals(record: RunRecord): RunTotals {
  const tables = runTables(record);
  const live = tables.map(({ progress }) => progress).filter((one) => one !== undefined);
  const receipts = tables.map(({ receipt }) => receipt).filter((one) => one !== undefined);
  const elapsedMs = record.summary?.durationMs ?? record.progress?.elapsedMs ?? 0;
  const rows = sum(live.map((one) => one.rows)) + sum(receipts.map((one) => one.rows.stored));
  const known = live.length > 0 && live.every((one) => one.totalRows !== undefined || one.phase === 'done');
  const totalRows = known ? sum(live.map((one) => Math.max(one.totalRows ?? one.rows, one.rows))) : undefined;
  const fraction = totalRows === undefined ? undefined : totalRows === 0 ? 1 : rows / totalRows;
  const remaining =
    fraction !== undefined && fraction > 0.02 && fraction < 1 && elapsedMs > 2000
      ? elapsedMs / fraction - elapsedMs
      : undefined;
  return {
    tables: tables.length,
    done: tables.filter(({ phase }) => phase === 'done').length,
    failed: tables.filter(({ phase }) => phase === 'failed').length,
    rows,
    ...(totalRows === undefined ? {} : { totalRows }),
    bytes: sum(live.map((one) => one.bytes)) + sum(receipts.map((one) => one.bytes)),
    slices: { done: sum(live.map((one) => one.slices.done)), total: sum(live.map((one) => one.slices.total)) },
    retries: sum(live.map((one) => one.retries)) + sum(receipts.map((one) => one.retries)),
    elapsedMs,
    rowsPerSecond: sum(live.map((one) => one.rowsPerSecond)),
    bytesPerSecond: sum(live.map((one) => one.bytesPerSecond)),
    ...(fraction === undefined ? {} : { fraction }),
    ...(remaining === undefined ? {} : { remainingMs: remaining }),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

/** What a screen reader hears: it changes a few times in a run only. */
export function spokenState(record: RunRecord): string {
  if (record.state === 'running') {
    const { done, tables } = runTotals(record);
    return `Copying: ${done} of ${tables} tables done.`;
  }
  return `${stateWords[record.state]}.`;
}

export const stateWords: Record<RunRecord['state'], string> = {
  waiting: 'Waiting for another run into the same file',
  planning: 'Planning',
  running: 'Copying',
  cancelling: 'Cancelling',
  done: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
  interrupted: 'Broken off',
};

export function isLive({ state }: RunRecord): boolean {
  return state === 'waiting' || state === 'planning' || state === 'running' || state === 'cancelling';
}
