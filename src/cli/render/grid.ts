import stringWidth from 'string-width';
import type { Paint } from './style.ts';
import { clip, clipMiddle, padEnd, padStart } from './text.ts';

export interface Column {
  readonly title: string;
  readonly align?: 'right';
  /** Columns with the highest number are left out first where the terminal is narrow; those without one stay. */
  readonly rank?: number;
  /** Left out before the first column is shortened. */
  readonly spare?: true;
}

export interface Cell {
  readonly text: string;
  readonly paint?: Paint;
}

const gap = '  ';
/** The share of the width that the first column may take, however long its texts. */
const longestFirst = 0.4;
/** It is not made shorter than this while there are columns that can be left out. */
const shortestFirst = 16;

/** Rows in aligned columns within a width; the first column gives way when all others are needed. */
export function renderGrid(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  width: number,
  titlePaint: Paint,
): readonly string[] {
  const widths = columns.map((column, i) =>
    Math.max(stringWidth(column.title), ...rows.map((row) => stringWidth(row[i]?.text ?? ''))),
  );
  widths[0] = Math.min(widths[0] ?? 0, Math.max(shortestFirst, Math.floor(width * longestFirst)));
  let shown = columns.map((_, i) => i);
  while (total(shown, widths) > width) {
    const victim = shown.reduce((worst, i) => (rankOf(columns[i]) > rankOf(columns[worst]) ? i : worst), shown[0] ?? 0);
    const excess = total(shown, widths) - width;
    const first = widths[0] ?? 0;
    const shortened = Math.max(Math.min(first, shortestFirst), first - excess);
    if (columns[victim]?.spare !== true && first - shortened >= excess) break;
    if (rankOf(columns[victim]) === 0) break;
    shown = shown.filter((i) => i !== victim);
  }
  const first = shown[0] ?? 0;
  const excess = total(shown, widths) - width;
  widths[first] = Math.max(8, (widths[first] ?? 0) - Math.max(0, excess));
  const line = (cells: readonly Cell[]): string =>
    shown
      .map((i) => {
        const { text, paint } = cells[i] ?? { text: '' };
        const clipped = (i === 0 ? clipMiddle : clip)(text, widths[i] ?? 0);
        const padded =
          columns[i]?.align === 'right' ? padStart(clipped, widths[i] ?? 0) : padEnd(clipped, widths[i] ?? 0);
        return paint === undefined ? padded : paint(padded);
      })
      .join(gap)
      .trimEnd();
  return [line(columns.map(({ title }) => ({ text: title, paint: titlePaint }))), ...rows.map(line)];
}

function total(shown: readonly number[], widths: readonly number[]): number {
  return shown.reduce((sum, i) => sum + (widths[i] ?? 0), 0) + gap.length * (shown.length - 1);
}

function rankOf(column: Column | undefined): number {
  return column?.rank ?? 0;
}
