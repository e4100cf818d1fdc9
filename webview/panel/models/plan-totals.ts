import type { PlannedTable, PlanOverview } from '../../../src/shared/protocol/panel-protocol.ts';
import { counted, formatBytes, formatCount, formatDuration } from '../../../src/shared/text/units.ts';

/** `8 tables, about 8,661,245 rows, 1.2 GB in the source, about 40 s`; what is not known of all is left out. */
export function planTotals({ tables, refused }: PlanOverview): string {
  const rows = sumOf(tables.map((table) => table.rows));
  const bytes = sumOf(tables.map((table) => table.bytes));
  const seconds = sumOf(tables.map((table) => table.seconds));
  return [
    counted(tables.length, 'table'),
    rows === undefined ? undefined : `about ${counted(rows, 'row')}`,
    bytes === undefined ? undefined : `${formatBytes(bytes)} in the source`,
    seconds === undefined ? undefined : `about ${formatDuration(seconds * 1000)}`,
    refused.length === 0 ? undefined : `${formatCount(refused.length)} refused`,
  ]
    .filter((word) => word !== undefined)
    .join(', ');
}

/** Those first that a person should look at. */
export function countLosses(tables: readonly PlannedTable[]): { readonly losses: number; readonly warnings: number } {
  return {
    losses: tables.reduce((total, table) => total + table.losses, 0),
    warnings: tables.reduce((total, table) => total + table.warnings.length, 0),
  };
}

/** Undefined where nothing, or not everything, is known. */
function sumOf(numbers: readonly (number | undefined)[]): number | undefined {
  if (numbers.length === 0) return undefined;
  return numbers.reduce<number | undefined>(
    (total, one) => (total === undefined || one === undefined ? undefined : total + one),
    0,
  );
}
