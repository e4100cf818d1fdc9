import path from 'node:path';
import type { RunProgress, TableProgress } from '../../shared/progress.ts';
import type { TableOutcome } from '../../shared/receipt.ts';
import type { RunRecord } from '../../shared/run-record.ts';
import { counted, formatCount, formatDuration, formatRate } from '../../shared/text/units.ts';

/** How much of it is in, from 0 to 1; undefined while nobody knows how much there is. */
export function shareOf({ tables }: RunProgress): number | undefined {
  if (tables.length === 0) return undefined;
  const shares = tables.map(tableShare);
  if (tables.some(({ totalRows, phase }) => totalRows === undefined && phase !== 'done')) {
    return tables.length === 1 ? undefined : shares.reduce<number>((sum, one) => sum + (one ?? 0), 0) / tables.length;
  }
  // A table without rows is as much work as one with a few.
  const weights = tables.map(({ totalRows, rows }) => Math.max(totalRows ?? rows, 1));
  const all = weights.reduce((sum, one) => sum + one, 0);
  return weights.reduce((sum, weight, i) => sum + weight * (shares[i] ?? 0), 0) / all;
}

function tableShare({ phase, rows, totalRows }: TableProgress): number | undefined {
  if (phase === 'done') return 1;
  if (totalRows === undefined) return undefined;
  return totalRows === 0 ? 0 : Math.min(1, rows / totalRows);
}

/** `63 %`; a whole is only said of what is whole. */
export function percent(share: number): string {
  return `${Math.floor(share * 100)} %`;
}

/** `63 % · 412,000 rows/s`. */
export function describeTable(table: TableProgress): string {
  switch (table.phase) {
    case 'waiting':
    case 'cancelled':
      return table.phase;
    case 'failed':
      return table.error?.message ?? 'failed';
    case 'done':
      return `${counted(table.storedRows ?? table.rows, 'row')} · ${formatDuration(table.elapsedMs)}`;
    case 'loading':
      return `loading ${counted(table.rows, 'row')}`;
    case 'validating':
      return `comparing with the source, ${counted(table.rows, 'row')} read`;
    case 'publishing':
      return `putting ${counted(table.storedRows ?? table.rows, 'row')} in place`;
    case 'extracting': {
      if (table.waitsForWarehouse) return 'waiting for the warehouse to start';
      if (table.rows === 0) return 'reading';
      const share = tableShare(table);
      return join([share === undefined ? counted(table.rows, 'row') : percent(share), ...rate(table.rowsPerSecond)]);
    }
  }
}

/** `6,001,215 rows · 12 s`. */
export function describeOutcome(outcome: TableOutcome): string {
  if (outcome.state === 'cancelled') return 'cancelled';
  if (outcome.state === 'failed') return outcome.error.message;
  const { rows, durationMs } = outcome.receipt;
  return `${counted(rows.stored, 'row')} · ${formatDuration(durationMs)}`;
}

/** What stands behind a run's title: `63 % · 412,000 rows/s`, `6,001,215 rows · 12 s`, `waiting for sales.duckdb`. */
export function describeRun(record: RunRecord): string {
  const { progress, summary } = record;
  switch (record.state) {
    case 'waiting':
      return `waiting for ${path.basename(record.file)}`;
    case 'planning':
      return 'planning';
    case 'cancelling':
      return 'cancelling';
    case 'running':
      return progress === undefined ? 'starting' : describeRunning(progress);
    case 'interrupted':
      return 'broken off';
    case 'done':
      return summary === undefined ? 'done' : copied(record);
    case 'cancelled':
      return 'cancelled';
    case 'failed': {
      const failed = summary?.tables.filter(({ state }) => state === 'failed').length ?? 0;
      const all = summary?.tables.length ?? 0;
      if (all > 1 && failed > 0) return `${failed} of ${all} tables failed`;
      return summary?.tables.find((one) => one.state === 'failed')?.error.message ?? record.error?.message ?? 'failed';
    }
  }
}

function describeRunning(progress: RunProgress): string {
  const [only, ...others] = progress.tables;
  if (only !== undefined && others.length === 0) return describeTable(only);
  if (waits(progress)) return 'waiting for the warehouse to start';
  const share = shareOf(progress);
  const done = progress.tables.filter(({ phase }) => phase === 'done').length;
  return join([
    ...(share === undefined ? [] : [percent(share)]),
    `${done} of ${progress.tables.length} tables`,
    ...rate(rowsPerSecond(progress)),
  ]);
}

/** `63 % · 3,780,000 of 6,001,215 rows · 645,000 rows/s`; for the notification. */
export function describeAtLength(record: RunRecord): string {
  const { progress } = record;
  if (record.state !== 'running' || progress === undefined) return describeRun(record);
  const rows = progress.tables.reduce((sum, one) => sum + one.rows, 0);
  const known = progress.tables.every(({ totalRows }) => totalRows !== undefined);
  const total = progress.tables.reduce((sum, one) => sum + (one.totalRows ?? 0), 0);
  const share = shareOf(progress);
  const done = progress.tables.filter(({ phase }) => phase === 'done').length;
  const retries = progress.tables.reduce((sum, one) => sum + one.retries, 0);
  const only = progress.tables.length === 1 ? progress.tables[0] : undefined;
  if (only !== undefined && ['loading', 'validating', 'publishing'].includes(only.phase)) return describeTable(only);
  return join([
    ...(share === undefined ? [] : [percent(share)]),
    ...(progress.tables.length > 1 ? [`${done} of ${progress.tables.length} tables`] : []),
    known ? `${formatCount(rows)} of ${formatCount(Math.max(total, rows))} rows` : counted(rows, 'row'),
    ...(waits(progress) ? ['waiting for the warehouse to start'] : rate(rowsPerSecond(progress))),
    ...(retries > 0 ? [counted(retries, 'retry', 'retries')] : []),
  ]);
}

function copied({ summary }: RunRecord): string {
  const done = summary?.tables.flatMap((one) => (one.state === 'done' ? [one.receipt] : [])) ?? [];
  const rows = done.reduce((sum, one) => sum + one.rows.stored, 0);
  return join([
    ...(done.length > 1 ? [counted(done.length, 'table')] : []),
    counted(rows, 'row'),
    formatDuration(summary?.durationMs ?? 0),
  ]);
}

function waits({ tables }: RunProgress): boolean {
  const working = tables.filter(({ phase }) => phase === 'extracting');
  return working.length > 0 && working.every(({ waitsForWarehouse }) => waitsForWarehouse);
}

function rowsPerSecond({ tables }: RunProgress): number {
  return tables.filter(({ phase }) => phase === 'extracting').reduce((sum, one) => sum + one.rowsPerSecond, 0);
}

/** Nothing where nothing has come for seconds: rows count once they are committed, many at once. */
function rate(rowsPerSecond: number): readonly string[] {
  return rowsPerSecond === 0 ? [] : [`${formatRate(rowsPerSecond)} rows/s`];
}

function join(parts: readonly string[]): string {
  return parts.join(' · ');
}
