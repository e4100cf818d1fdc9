import type { Rounds, Run } from './compare.ts';
import { median } from './statistics.ts';
import { textTable } from './text-table.ts';

/** So many small tables in one run, measured in some rounds. */
export interface Counted {
  readonly count: number;
  readonly rounds: readonly Rounds[];
}

/** Milliseconds per table; of all of them, what the first costs more included. */
export interface TableCost {
  readonly name: string;
  readonly count: number;
  readonly run: number;
  readonly plan: number;
  readonly cpu: number;
}

export function costOfTables(counted: readonly Counted[]): readonly TableCost[] {
  return counted.flatMap(({ count, rounds }) =>
    rounds.map(({ name, runs }) => {
      const each = (of: (run: Run) => number): number => (median(runs.map(of)) * 1000) / count;
      return {
        name,
        count,
        run: each(({ seconds }) => seconds),
        plan: each(({ prepareSeconds }) => prepareSeconds),
        cpu: each(({ cpu }) => cpu),
      };
    }),
  );
}

/** The aim for a table beyond the transfer of its rows, in milliseconds. */
const aim = 150;

export function renderCosts(costs: readonly TableCost[]): string {
  const header = ['tables of ten rows', 'ms per table', `÷ ${aim} ms`, 'CPU ms per table', 'ms per table of planning'];
  const number = (value: number): string => value.toFixed(value < 10 ? 1 : 0);
  return textTable(
    header,
    costs.map(({ name, count, run, plan, cpu }) => [
      `${count}, ${name}`,
      number(run),
      (run / aim).toFixed(2),
      number(cpu),
      number(plan),
    ]),
  );
}
