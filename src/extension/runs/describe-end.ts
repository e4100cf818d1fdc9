import path from 'node:path';
import { type ErrorData, fromErrorData } from '../../shared/errors.ts';
import type { Receipt, RunSummary } from '../../shared/receipt.ts';
import type { RunRecord } from '../../shared/run-record.ts';
import { counted, formatDuration } from '../../shared/text/units.ts';
import { describeError } from '../errors/describe-error.ts';

/** What is said when a run has ended. */
export interface RunEnd {
  readonly severity: 'information' | 'warning' | 'error';
  /** Whole sentences. */
  readonly text: string;
  /** The failure whose code says what mends it. */
  readonly error?: ErrorData;
}

/** One message; undefined for a run that goes on. */
export function describeEnd(record: RunRecord): RunEnd | undefined {
  const kept = record.resumable ? ' What has been copied is kept, so it can be resumed.' : '';
  switch (record.state) {
    case 'done':
      return { severity: 'information', text: `${copied(record)}.${unrecorded(record)}` };
    case 'failed':
      return describeFailure(record, kept);
    case 'cancelled':
      return { severity: 'information', text: `${record.title} was cancelled${soFar(record)}.${kept}` };
    case 'interrupted': {
      const why = record.error === undefined ? '' : ` ${sentence(record.error.message)}`;
      return { severity: 'warning', text: `${record.title} was broken off.${why}${kept}` };
    }
    default:
      return undefined;
  }
}

function describeFailure(record: RunRecord, kept: string): RunEnd {
  const failed = record.summary?.tables.flatMap((one) => (one.state === 'failed' ? [one] : [])) ?? [];
  const [first] = failed;
  const error = record.error ?? first?.error;
  if (error === undefined) return { severity: 'error', text: `${record.title} failed.${kept}` };
  const all = record.summary?.tables.length ?? 1;
  const intro = all === 1 ? '' : `${failed.length} of ${counted(all, 'table')} failed${soFar(record)}. `;
  const where = all === 1 ? record.title : (first?.source ?? record.title);
  const text = `${intro}${where}: ${describeError(fromErrorData(error)).text}${kept}`;
  return { severity: 'error', text, error };
}

/** `samples.tpch.lineitem is in sales.duckdb: 6,001,215 rows in 12 s, counts equal at version 3`. */
function copied(record: RunRecord): string {
  const receipts = receiptsOf(record.summary);
  const rows = receipts.reduce((sum, one) => sum + one.rows.stored, 0);
  const [only, ...others] = receipts;
  const what =
    only !== undefined && others.length === 0 ? `${only.source} is` : `${counted(receipts.length, 'table')} are`;
  const time = formatDuration(record.summary?.durationMs ?? 0);
  return `${what} in ${path.basename(record.file)}: ${counted(rows, 'row')} in ${time}, ${checked(receipts)}`;
}

function checked(receipts: readonly Receipt[]): string {
  const [only, ...others] = receipts;
  const counts = receipts.every(({ rows }) => rows.source === rows.stored + (rows.dropped ?? 0))
    ? 'counts equal'
    : 'as many as the warehouse announced';
  const compared = receipts.every(({ columns, comparedColumns }) => comparedColumns === columns)
    ? ', every column compared'
    : '';
  const version =
    others.length === 0 && only?.version !== undefined && only.rows.source !== undefined
      ? ` at version ${only.version}`
      : '';
  return `${counts}${version}${compared}`;
}

function soFar({ summary }: RunRecord): string {
  const done = receiptsOf(summary);
  if (summary === undefined || done.length === 0) return '';
  return `, ${done.length} copied`;
}

function unrecorded({ summary }: RunRecord): string {
  return summary?.unrecorded === undefined ? '' : ` ${sentence(summary.unrecorded)}`;
}

function receiptsOf(summary: RunSummary | undefined): readonly Receipt[] {
  return summary?.tables.flatMap((one) => (one.state === 'done' ? [one.receipt] : [])) ?? [];
}

function sentence(text: string): string {
  return ended(text.charAt(0).toUpperCase() + text.slice(1));
}

function ended(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
