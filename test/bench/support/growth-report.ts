import type { Comparison } from './compare.ts';
import { textTable } from './text-table.ts';

/** How much more the larger table took: of medians, because the two sizes are measured one after the other. */
export interface Growth {
  readonly name: string;
  readonly time: number;
  readonly cpu: number;
  readonly memory: number;
}

export function grown(small: readonly Comparison[], large: readonly Comparison[]): readonly Growth[] {
  return small.flatMap((one) => {
    const other = large.find(({ name }) => name === one.name);
    if (other === undefined) return [];
    const { name } = one;
    return { name, time: other.seconds / one.seconds, cpu: other.cpu / one.cpu, memory: other.peak / one.peak };
  });
}

export function renderGrowth(growth: readonly Growth[], factor: number): string {
  const header = [`${factor} times the rows`, 'time', 'CPU time', 'peak memory'];
  const times = (number: number): string => `× ${number.toFixed(2)}`;
  return textTable(
    header,
    growth.map(({ name, time, cpu, memory }) => [name, times(time), times(cpu), times(memory)]),
  );
}
