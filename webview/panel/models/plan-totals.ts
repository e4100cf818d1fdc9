import type { PlannedTable, PlanOverview } from '../../../src/shared/protocol/panel-protocol.ts';
import { counted, formatBytes, formatCount, formatDuration } from '../../../src/shared/text/units.ts';

/** `8 tables, about 8,661,245 rows, 1.2 GB in the source, about 40 s`, and of how many more nothing is known. */
export function planTotals({ tables, refused }: PlanOverview): string {
  const rows = sumOf(tables.map((table) => table.rows));
  const bytes = sumOf(tables.map((table) => table.bytes));
  const seconds = sumOf(tables.map((table) => table.seconds));
  const unknown = tables.filter((table) => table.rows === undefined).length;
  return [
    counted(tables.length, 'table'),
    rows === undefined ? undefined : `about ${counted(rows, 'row')}`,
    bytes === undefined ? undefined : `${formatBytes(bytes)} in the source`,
    seconds === undefined ? undefined : `about ${formatDuration(seconds * 1000)}`,
    unknown === 0 || rows === undefined ? undefined : `${formatCount(unknown)} of unknown size`,
    refused.length === 0 ? undefined : `${formatCount(refused.length)} refused`,
  ]
    .filter((word) => word !== undefined)
    .join(', ');
}

/** What a person should look at before the run. */
export function countLosses(tables: readonly PlannedTable[]): { readonly losses: number; readonly warnings: number } {
  return {
    losses: tables.reduce((total, table) => total + table.losses, 0),
    warnings: tables.reduce((total, table) => total + table.warnings.length, 0),
  };
}

/** Of what is known; undefined where nothing is. */
function sumOf(numbers: readonly (number | undefined)[]): number | undefined {
  const known = numbers.filter((one) => one !== undefined);
  return known.length === 0 ? undefined : known.reduce((total, one) => total + one, 0);
}
