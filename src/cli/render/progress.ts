import type { RunProgress, TablePhase, TableProgress } from '../../shared/progress.ts';
import { counted, formatBytes, formatCount, formatDuration } from '../../shared/text/units.ts';
import type { Paint, Style } from './style.ts';
import { clip, oneLine, padEnd, padStart } from './text.ts';

const active: readonly TablePhase[] = ['extracting', 'loading', 'validating', 'publishing'];
const signs: Record<TablePhase, string> = {
  waiting: '·',
  extracting: '›',
  loading: '›',
  validating: '›',
  publishing: '›',
  done: '✔',
  failed: '✘',
  cancelled: '–',
};

/** One line per table and one for the run, none wider than the terminal, at most `height` of them. */
export function renderProgress(progress: RunProgress, style: Style, height: number): readonly string[] {
  const room = Math.max(1, height - 1);
  const order: readonly TablePhase[] = [...active, 'failed', 'waiting', 'cancelled', 'done'];
  const kept =
    progress.tables.length <= room
      ? progress.tables
      : [...progress.tables].sort((a, b) => order.indexOf(a.phase) - order.indexOf(b.phase)).slice(0, room);
  const nameWidth = Math.min(
    Math.max(12, ...kept.map((table) => oneLine(table.target).length)),
    Math.max(12, Math.floor(style.width / 3)),
  );
  return [...kept.map((table) => renderTable(table, style, nameWidth)), renderTotal(progress, style)];
}

function paintOf(phase: TablePhase, style: Style): Paint {
  if (phase === 'done') return style.good;
  if (phase === 'failed') return style.bad;
  return active.includes(phase) ? style.accent : style.dim;
}

function renderTable(table: TableProgress, style: Style, nameWidth: number): string {
  const paint = paintOf(table.phase, style);
  const head = `${paint(signs[table.phase])} ${padEnd(clip(oneLine(table.target), nameWidth), nameWidth)}`;
  const room = style.width - nameWidth - 4;
  return `${head}  ${clipTail(tailOf(table, style, room), room)}`.trimEnd();
}

interface Tail {
  readonly text: string;
  readonly paint: Paint;
  /** A bar in front, already painted; its width in columns. */
  readonly bar?: { readonly text: string; readonly width: number };
}

function clipTail(tail: Tail, room: number): string {
  if (tail.bar === undefined) return tail.paint(clip(tail.text, room));
  return `${tail.bar.text} ${tail.paint(clip(tail.text, room - tail.bar.width - 1))}`;
}

function tailOf(table: TableProgress, style: Style, room: number): Tail {
  switch (table.phase) {
    case 'waiting':
      return { text: 'waiting', paint: style.dim };
    case 'cancelled':
      return { text: `cancelled, ${formatCount(table.rows)} rows are kept for a resume`, paint: style.dim };
    case 'failed':
      return { text: oneLine(table.error?.message ?? 'failed'), paint: style.bad };
    case 'done': {
      const parts = [counted(copiedRows(table), 'row'), formatBytes(table.bytes), formatDuration(table.elapsedMs)];
      return { text: fitting(parts, room), paint: style.dim };
    }
    case 'loading':
    case 'validating':
      return { text: `${table.phase} · ${counted(table.rows, 'row')} read`, paint: (text) => text };
    case 'publishing':
      return { text: `${table.phase} · ${counted(copiedRows(table), 'row')}`, paint: (text) => text };
    case 'extracting':
      return extracting(table, style, room);
  }
}

function extracting(table: TableProgress, style: Style, room: number): Tail {
  if (table.waitsForWarehouse) return { text: 'waiting for the warehouse to start', paint: style.accent };
  const share = shareOf(table);
  const known = table.totalRows === undefined ? '' : ` of ${formatCount(table.totalRows)}`;
  const parts = [
    ...(share === undefined ? [] : [padStart(`${Math.floor(share * 100)} %`, 5)]),
    `${formatCount(table.rowsPerSecond)} rows/s`,
    `${(table.bytesPerSecond / 1e6).toFixed(1)} MB/s`,
    `${formatCount(table.rows)}${known} rows`,
    ...(table.slices.total > 1
      ? [`slice ${Math.min(table.slices.done + 1, table.slices.total)}/${table.slices.total}`]
      : []),
    ...(table.retries > 0 ? [`${table.retries} retries`] : []),
  ];
  const plain = (text: string): string => text;
  if (share === undefined || room < 30) return { text: fitting(parts, room), paint: plain };
  const width = Math.min(24, Math.max(8, Math.floor(room / 4)));
  return {
    text: fitting(parts, room - width - 1),
    paint: plain,
    bar: { text: bar(share, width, style), width },
  };
}

/** As many of the parts as there is room for. */
function fitting(parts: readonly string[], room: number): string {
  let text = '';
  for (const part of parts) {
    const longer = text === '' ? part : `${text} · ${part}`;
    if (text !== '' && longer.length > room) break;
    text = longer;
  }
  return text;
}

/** Until those of the copy are counted, what has come of them. */
function copiedRows({ rows, storedRows }: TableProgress): number {
  return storedRows ?? rows;
}

function shareOf(table: TableProgress): number | undefined {
  if (table.totalRows === undefined || table.totalRows === 0) return undefined;
  return Math.min(1, table.rows / table.totalRows);
}

function bar(share: number, width: number, style: Style): string {
  const full = Math.floor(share * width);
  return style.accent('█'.repeat(full)) + style.dim('░'.repeat(width - full));
}

function renderTotal(progress: RunProgress, style: Style): string {
  const { tables } = progress;
  const count = (...phases: readonly TablePhase[]): number => tables.filter((one) => phases.includes(one.phase)).length;
  const sum = (pick: (one: TableProgress) => number): number => tables.reduce((all, one) => all + pick(one), 0);
  const working = tables.filter((one) => one.phase === 'extracting');
  const failed = count('failed');
  const parts = [
    `${count('done')} of ${tables.length} done${failed === 0 ? '' : `, ${failed} failed`}`,
    formatDuration(progress.elapsedMs),
    `${formatCount(sum(copiedRows))} rows`,
    `${formatCount(working.reduce((all, one) => all + one.rowsPerSecond, 0))} rows/s`,
    `${(working.reduce((all, one) => all + one.bytesPerSecond, 0) / 1e6).toFixed(1)} MB/s`,
  ];
  return style.dim(clip(`  ${fitting(parts, style.width - 2)}`, style.width));
}
