import type { OutlinedTable } from '../../../src/shared/document/outline.ts';

export interface ColumnChoice {
  readonly columns: readonly string[] | null;
  readonly exclude: readonly string[];
}

type Chosen = Pick<OutlinedTable, 'columns' | 'exclude'>;

const same =
  (one: string) =>
  (other: string): boolean =>
    one.toLowerCase() === other.toLowerCase();

export function isKept({ columns, exclude }: Chosen, name: string): boolean {
  return columns?.some(same(name)) ?? !exclude.some(same(name));
}

/** Columns that come new in the source are copied too. */
export function takesNewColumns({ columns }: Chosen): boolean {
  return columns === undefined;
}

/** @param all - every column of the source, in order */
export function keepColumn(chosen: Chosen, all: readonly string[], name: string, keep: boolean): ColumnChoice {
  const kept = all.filter((one) => (same(name)(one) ? keep : isKept(chosen, one)));
  return choose(all, kept, takesNewColumns(chosen));
}

export function takeNewColumns(chosen: Chosen, all: readonly string[], take: boolean): ColumnChoice {
  return choose(
    all,
    all.filter((one) => isKept(chosen, one)),
    take,
  );
}

export function keepAllColumns(): ColumnChoice {
  return { columns: null, exclude: [] };
}

function choose(all: readonly string[], kept: readonly string[], takesNew: boolean): ColumnChoice {
  if (!takesNew) return { columns: kept, exclude: [] };
  return { columns: null, exclude: all.filter((one) => !kept.includes(one)) };
}
