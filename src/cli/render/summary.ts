import { adviceFor } from '../../shared/advice.ts';
import { canResume } from '../../shared/can-resume.ts';
import type { RunSummary, TableOutcome } from '../../shared/receipt.ts';
import { counted, formatBytes, formatCount, formatDuration } from '../../shared/text/units.ts';
import { marked } from './block.ts';
import { renderError } from './error.ts';
import { type Cell, type Column, renderGrid } from './grid.ts';
import type { Style } from './style.ts';
import { oneLine } from './text.ts';

const columns: readonly Column[] = [
  { title: 'table' },
  { title: 'rows', align: 'right' },
  { title: 'checked', rank: 2 },
  { title: 'version', align: 'right', rank: 4 },
  { title: 'size', align: 'right', rank: 3 },
  { title: 'network', align: 'right', rank: 7, spare: true },
  { title: 'time', align: 'right', rank: 1 },
  { title: 'rows/s', align: 'right', rank: 5, spare: true },
  { title: 'memory', align: 'right', rank: 8, spare: true },
  { title: 'level', rank: 6, spare: true },
];

/** The receipts of a run, and what went wrong with the tables that have none. */
export function renderSummary(summary: RunSummary, style: Style): readonly string[] {
  const done = summary.tables.filter((outcome) => outcome.state === 'done');
  const failed = summary.tables.filter((outcome) => outcome.state === 'failed');
  const advice = adviceFor(summary, {});
  const notes = done.flatMap(({ receipt }) => receipt.notes.map((note) => `${receipt.target}: ${note}`));
  return [
    ...(done.length === 0
      ? []
      : [
          ...renderGrid(
            columns,
            done.map((one) => cells(one, style)),
            style.width,
            style.dim,
          ),
          '',
        ]),
    ...notes.flatMap((note) => marked('·', oneLine(note), style, style.dim)),
    ...(notes.length === 0 ? [] : ['']),
    ...failed.flatMap(({ source, error }) => [
      ...renderError({ ...error, subject: { table: source, ...error.subject } }, style),
      '',
    ]),
    ...advice.flatMap((one) => marked('·', oneLine(one), style, style.dim)),
    ...(advice.length === 0 ? [] : ['']),
    ...closing(summary, style),
    ...(summary.unrecorded === undefined ? [] : marked('!', oneLine(summary.unrecorded), style, style.warn)),
  ];
}

function cells(outcome: Extract<TableOutcome, { state: 'done' }>, style: Style): readonly Cell[] {
  const { receipt } = outcome;
  const seconds = Math.max(receipt.durationMs, 1) / 1000;
  const peak = receipt.metrics?.peakMemoryBytes;
  return [
    { text: oneLine(receipt.target) },
    { text: formatCount(receipt.rows.stored) },
    { text: checked(outcome), paint: style.good },
    { text: receipt.version === undefined ? '–' : String(receipt.version) },
    { text: formatBytes(receipt.bytes) },
    { text: formatBytes(receipt.wireBytes) },
    { text: formatDuration(receipt.durationMs) },
    { text: formatCount(receipt.rows.stored / seconds) },
    { text: peak === undefined ? '–' : formatBytes(peak) },
    { text: receipt.resumed ? `${receipt.level}, resumed` : receipt.level, paint: style.dim },
  ];
}

/** What was really compared, and nothing more. */
function checked({ receipt }: Extract<TableOutcome, { state: 'done' }>): string {
  const counts = receipt.rows.source === undefined ? '✔ manifest' : '✔ source';
  const { comparedColumns = 0 } = receipt;
  return comparedColumns === 0 ? counts : `${counts}, ${counted(comparedColumns, 'column')}`;
}

function closing(summary: RunSummary, style: Style): readonly string[] {
  const done = summary.tables.filter((one) => one.state === 'done');
  const rows = done.reduce((sum, one) => sum + one.receipt.rows.stored, 0);
  const time = formatDuration(summary.durationMs);
  const copied = `${counted(done.length, 'table')}, ${counted(rows, 'row')} in ${time}`;
  if (summary.state === 'done') return marked('✔', `${copied} · run ${summary.runId}`, style, style.good);
  const resume = whatNext(summary);
  if (summary.state === 'cancelled') {
    return marked('–', `Cancelled; copied: ${copied}; ${resume}`, style, style.warn);
  }
  const failed = summary.tables.filter((one) => one.state === 'failed').length;
  const text = `${failed} of ${counted(summary.tables.length, 'table')} failed; copied: ${copied}; ${resume}`;
  return marked('✘', text, style, style.bad);
}

function whatNext(summary: RunSummary): string {
  return canResume(summary)
    ? `go on with --resume ${summary.runId}`
    : 'once that is mended, run again, with --only for these tables alone';
}
