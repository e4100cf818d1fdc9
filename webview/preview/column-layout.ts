import type { RowSample } from '../../src/shared/rows.ts';

export interface ColumnLayout {
  /** In characters, with what the header needs. */
  readonly width: number;
  readonly isNumber: boolean;
}

const narrowest = 6;
const widest = 48;

/** As wide as the header and the first rows need, within reason. */
export function layOutColumns({ columns, rows }: Pick<RowSample, 'columns' | 'rows'>): readonly ColumnLayout[] {
  const looked = rows.slice(0, 200);
  return columns.map(({ name, type }, index) => {
    const lengths = looked.map((row) => (row[index] ?? 'NULL').length);
    const needed = Math.max(name.length, Math.min(type.length, 24), ...lengths);
    return { width: Math.min(widest, Math.max(narrowest, needed)) + 2, isNumber: isNumber(type) };
  });
}

/** Types of either side whose values are read by their digits. */
export function isNumber(type: string): boolean {
  return /^(?:u?(?:tiny|small|big|huge)?int(?:eger)?|byte|short|long|float|real|double|decimal|numeric)(?:\s*\(.*\))?$/i.test(
    type.trim(),
  );
}
