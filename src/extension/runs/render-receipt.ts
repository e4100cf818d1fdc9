import { adviceFor } from '../../shared/advice.ts';
import type { Receipt, RunSummary } from '../../shared/receipt.ts';
import type { RunRecord } from '../../shared/run-record.ts';
import { describeCounts, describeValidation } from '../../shared/text/describe-counts.ts';
import { describeMetrics } from '../../shared/text/describe-metrics.ts';
import { code, escapeMarkdown, markdownTable } from '../../shared/text/markdown.ts';
import { counted, formatBytes, formatCount, formatDuration, formatRate } from '../../shared/text/units.ts';
import { renderError } from '../errors/render-error.ts';

const endings: Record<RunSummary['state'], string> = {
  done: 'Done',
  failed: 'Not all of it was copied',
  cancelled: 'Cancelled',
};

/** A finished run as a page to read: what it can prove, what went wrong, what would make it better. */
export function renderReceipt(record: RunRecord): string {
  const { summary } = record;
  const failed = summary?.tables.flatMap((one) => (one.state === 'failed' ? [one] : [])) ?? [];
  const done = summary?.tables.flatMap((one) => (one.state === 'done' ? [one.receipt] : [])) ?? [];
  const advice = summary === undefined ? [] : adviceFor(summary, record);
  return [
    `# ${escapeMarkdown(record.title)}`,
    '',
    ...overview(record, done),
    '',
    ...(record.error === undefined ? [] : ['## What went wrong', '', ...renderError(record.error), '']),
    ...(failed.length === 0
      ? []
      : [
          '## Not copied',
          '',
          ...failed.flatMap(({ source, error }) => [`**${escapeMarkdown(source)}**`, '', ...renderError(error), '']),
        ]),
    ...(summary === undefined ? [] : tables(summary)),
    ...(done.length === 0 ? [] : ['## In detail', '', ...done.flatMap(details)]),
    ...(advice.length === 0 ? [] : ['## Next time', '', ...advice.map((one) => `- ${escapeMarkdown(one)}`), '']),
  ].join('\n');
}

function overview(record: RunRecord, done: readonly Receipt[]): readonly string[] {
  const { summary } = record;
  const rows = done.reduce((sum, one) => sum + one.rows.stored, 0);
  const bytes = done.reduce((sum, one) => sum + one.bytes, 0);
  const ending = summary === undefined ? 'Failed' : endings[summary.state];
  const copied = `${counted(done.length, 'table')}, ${counted(rows, 'row')}, ${formatBytes(bytes)}`;
  return [
    `**${ending}**: ${escapeMarkdown(copied)}${summary === undefined ? '' : ` in ${escapeMarkdown(formatDuration(summary.durationMs))}`}`,
    '',
    ...markdownTable(
      ['', ''],
      [
        ['From', escapeMarkdown(record.connection)],
        ['To', code(record.file)],
        ['Started', escapeMarkdown(spelledTime(record.startedAt))],
        ...(record.endedAt === undefined ? [] : [['Ended', escapeMarkdown(spelledTime(record.endedAt))]]),
        ...(record.runId === undefined ? [] : [['Run', code(record.runId)]]),
        ...(summary?.unrecorded === undefined ? [] : [['Note', escapeMarkdown(summary.unrecorded)]]),
      ],
    ),
  ];
}

function tables(summary: RunSummary): readonly string[] {
  const done = summary.tables.flatMap((one) => (one.state === 'done' ? [one.receipt] : []));
  if (done.length === 0) return [];
  const headings = [
    'Table',
    ':Announced',
    ':Received',
    ':Stored',
    ':At the source',
    'Version',
    ':Size',
    ':Time',
    ':Rows/s',
  ];
  return ['## Copied', '', ...markdownTable(headings, done.map(cells)), ''];
}

function cells(receipt: Receipt): readonly string[] {
  const { manifest, received, stored, source } = receipt.rows;
  const seconds = Math.max(receipt.durationMs, 1) / 1000;
  return [
    escapeMarkdown(receipt.target),
    formatCount(manifest),
    formatCount(received),
    `**${formatCount(stored)}**`,
    source === undefined ? 'not asked' : formatCount(source),
    receipt.version === undefined ? 'none' : String(receipt.version),
    unbroken(formatBytes(receipt.bytes)),
    unbroken(formatDuration(receipt.durationMs)),
    formatRate(stored / seconds),
  ];
}

/** A figure and its unit stay on one line. */
function unbroken(text: string): string {
  return text.replaceAll(' ', '\u00a0');
}

function details(receipt: Receipt): readonly string[] {
  const statements = receipt.statementIds.slice(0, 10).map(code);
  const more = receipt.statementIds.length - statements.length;
  const lines: readonly (readonly [string, string])[] = [
    ['Rows', describeCounts(receipt.rows)],
    ['Found equal', describeValidation(receipt)],
    ['Level', receipt.level],
    ['Write mode', receipt.mode],
    ...describeMetrics(receipt),
    ['Slices', formatCount(receipt.slices)],
    ['Retries', formatCount(receipt.retries)],
    ...(receipt.resumed ? [['Resumed', 'yes, an earlier part was kept'] as const] : []),
    ...(receipt.spool === undefined ? [] : [['Files', receipt.spool] as const]),
  ];
  return [
    `### ${escapeMarkdown(`${receipt.source} → ${receipt.target}`)}`,
    '',
    ...lines.map(([label, text]) => `- ${label}: ${escapeMarkdown(text)}`),
    `- ${statements.length === 1 ? 'Statement' : 'Statements'}: ${statements.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
    ...receipt.notes.map((note) => `- Note: ${escapeMarkdown(note)}`),
    '',
  ];
}

function spelledTime(iso: string): string {
  return new Date(iso).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
}
